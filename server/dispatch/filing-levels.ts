import { type Level, levels, levelTitle } from "../../engine/form/index.ts";
import { sql, type Tx } from "../database/transaction.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { AppError } from "../http/problem.ts";
import type { Addressees } from "./request.ts";
import { countUnits, type Reach } from "./units.ts";

/** Numbers of the levels whose units file a form, 1 city to 4 village; undefined where all do. */
export function filingLevels({ variants }: Pick<RegisteredRecordType, "variants">): number[] | undefined {
  if (variants.length === 0) return undefined;
  const named = new Set(variants.flatMap((variant) => variant.levels));
  return levels.flatMap((level, at) => (named.has(level) ? [at + 1] : []));
}

/** Levels as a sentence names them: “区”“街道乡镇”. */
const told = (numbers: readonly number[]): string =>
  numbers.map((number) => `“${levelTitle(levels[number - 1] as Level)}”`).join("");

interface Form {
  title: string;
  filedAt: readonly number[] | undefined;
}

function refused(pointer: string, { title, filedAt = [] }: Form, whom: string): AppError {
  const message = `“${title}”只由${told(filedAt)}填报，${whom}。请改选，或先在表单里让这一层级填写至少一个字段`;
  return new AppError(422, "not-filed-at-level", `${message}。`, { errors: [{ pointer, message }] });
}

/** Refuses a level or units that were asked for by name and file no such form. @throws AppError 422 naming them. */
export async function refuseUnfiled(tx: Tx, form: Form, { level, unitIds }: Addressees): Promise<void> {
  const { filedAt } = form;
  if (!filedAt) return;
  if (level !== undefined && !filedAt.includes(level)) throw refused("/level", form, `不能下发到${told([level])}`);
  if (!unitIds) return;
  const units = await sql<{ name: string; count: number }>(
    tx,
    `select name, count(*) over () as count from org_unit
     where id = any($1::bigint[]) and level <> all($2::int[]) order by division_code, id limit 3`,
    [unitIds, filedAt],
  );
  const [first] = units;
  if (!first) return;
  const names = units.map(({ name }) => `“${name}”`).join("");
  throw refused("/unitIds", form, `所选的${names}${Number(first.count) > 3 ? `等 ${first.count} 个单位` : ""}不填报它`);
}

/** Units that are left out of a reach because their level files no such form. */
export interface LeftOut {
  count: number;
  /** A sentence for whoever dispatches. */
  text: string;
}

/** The reach without the levels that file no such form, and what that leaves out. */
export async function withinFiled(
  tx: Tx,
  reach: Reach,
  { title, filedAt }: Form,
): Promise<{ reach: Reach; leftOut: LeftOut | null }> {
  if (!filedAt) return { reach, leftOut: null };
  const others = [1, 2, 3, 4].filter((number) => !filedAt.includes(number));
  const allowed = (numbers: readonly number[]) => numbers.filter((number) => reach.levels?.includes(number) ?? true);
  const { count } = await countUnits(tx, { ...reach, levels: allowed(others) }, 1);
  const text = `另有 ${count} 个${told(allowed(others))}单位不填报“${title}”，不下发`;
  return { reach: { ...reach, levels: allowed(filedAt) }, leftOut: count > 0 ? { count, text } : null };
}
