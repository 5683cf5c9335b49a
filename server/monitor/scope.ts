import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";

/** What the monitor looks at; every part may be left out. */
export interface MonitorFilter {
  /** Key of a definition. */
  definition?: string;
  version?: number;
  /** Six digits of a district. */
  district?: string;
  unit?: number;
  /** ISO instants between which instances started. */
  from?: string;
  to?: string;
}

/** The filter in what the tables are indexed by. */
export interface MonitorScope {
  versions: number[] | null;
  recordTypes: string[] | null;
  divisions: [string, string] | null;
  unit: number | null;
  from: string | null;
  to: string | null;
}

const VERSIONS = `
  select v.id from definition_version v join definition d on d.id = v.definition_id
  where d.key = $1 and v.published_at is not null and ($2::bigint is null or v.id = $2) order by v.id`;

/** Reads the versions behind a definition's key. @throws AppError 404 where there is no such definition or version. */
export async function scopeOf(ctx: AppContext, tx: Tx, filter: MonitorFilter): Promise<MonitorScope> {
  const { definition, version, district, unit = null, from = null, to = null } = filter;
  const divisions: MonitorScope["divisions"] = district ? [district.padEnd(12, "0"), district.padEnd(12, "9")] : null;
  const rest = { divisions, unit, from, to };
  if (!definition) return { ...rest, versions: null, recordTypes: null };
  const rows = await sql<{ id: number }>(tx, VERSIONS, [definition, version ?? null]);
  if (rows.length === 0) throw new AppError(404, "unknown-definition", "没有找到这个定义或版本，请重新选择。");
  const keys = ctx.definitions.recordTypes().map(({ key }) => key);
  const recordTypes = keys.filter((key) => key.startsWith(`${definition}/`));
  return { ...rest, versions: rows.map(({ id }) => id), recordTypes };
}

/** Values of one statement, with their numbers. */
export class Values {
  readonly list: unknown[] = [];

  /** Adds one and gives its place in the text. */
  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}

/** What a scope asks of rows of `process_instance` under an alias, besides versions. */
export function instanceConditions(scope: MonitorScope, values: Values, alias: string): string[] {
  const { divisions, unit, from, to } = scope;
  return [
    ...(divisions
      ? [
          `${alias}.division_code >= ${values.add(divisions[0])} and ${alias}.division_code <= ${values.add(divisions[1])}`,
        ]
      : []),
    ...(unit === null ? [] : [`${alias}.org_unit_id = ${values.add(unit)}`]),
    ...(from === null ? [] : [`${alias}.started_at >= ${values.add(from)}::timestamptz`]),
    ...(to === null ? [] : [`${alias}.started_at < ${values.add(to)}::timestamptz`]),
  ];
}
