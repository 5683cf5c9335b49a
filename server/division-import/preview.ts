import { sql, type Tx } from "../database/transaction.ts";
import { compareDivisions, type DivisionChange } from "./compare.ts";
import { type DivisionImport, divisionsOn } from "./store.ts";

/** Changes of a kind that are told one by one; the counts tell the rest. */
const mostShown = 500;

/** What an import would do, for a person to read before it does. */
export interface ImportPreview {
  counts: Record<DivisionChange["kind"], number>;
  changes: DivisionChange[];
  problems: string[];
  /** Retired divisions for which nobody said where they go on. */
  unexplained: number;
  /** Active accounts at units that would be retired. */
  accounts: number;
}

/** Compares the table with the divisions in force on its effective day; writes nothing. */
export async function previewImport(
  tx: Tx,
  { root, effectiveOn, rows, successors }: DivisionImport,
): Promise<ImportPreview> {
  const { changes, problems } = compareDivisions(await divisionsOn(tx, root, effectiveOn), rows, successors);
  const counts = { added: 0, renamed: 0, moved: 0, merged: 0, split: 0, retired: 0 };
  for (const { kind } of changes) counts[kind] += 1;
  const retired = changes.filter(({ kind }) => kind === "retired").map(({ code }) => code);
  const followed = new Set(changes.filter(({ successor }) => successor).map(({ code }) => code));
  const [found] = await sql<{ n: number }>(
    tx,
    `select count(*)::int as n from account a join org_unit u on u.id = a.org_unit_id
     where a.disabled_at is null and u.division_code = any($1::text[])`,
    [retired],
  );
  return {
    counts,
    changes: Object.keys(counts).flatMap((kind) => changes.filter((each) => each.kind === kind).slice(0, mostShown)),
    problems,
    unexplained: retired.filter((code) => !followed.has(code)).length,
    accounts: found?.n ?? 0,
  };
}
