import type { Knex } from "knex";
import type { ResolvedRecordType } from "../../engine/definition/index.ts";
import { AppError } from "../http/problem.ts";
import { quoted } from "../query/sql-type.ts";
import { columnName, indexName } from "./names.ts";

const systemColumns: Record<string, string> = {
  $unit: "org_unit_id",
  $division: "division_code",
  $period: "period_key",
  $subject: "subject_record_id",
};

/** Column behind a field of a unique constraint. */
export function uniqueColumn(field: string): string {
  return systemColumns[field] ?? columnName(field);
}

/** Name of the index that guards a unique constraint of a projection table. */
export function uniqueIndexName(table: string, key: string): string {
  return indexName(table, `unique ${key}`);
}

const uniqueViolation = "23505";

/** Creates the index of each declared constraint; an empty value never collides, nor does a cancelled record. */
export async function uniqueIndexes(owner: Knex, table: string, resolved: ResolvedRecordType): Promise<void> {
  for (const { key, fields, message } of resolved.recordType.unique ?? []) {
    const columns = fields.map((field) => quoted(uniqueColumn(field))).join(", ");
    try {
      await owner.raw(
        `create unique index if not exists ${quoted(uniqueIndexName(table, key))} on ${quoted(table)} (${columns})
         where is_latest and status <> 'cancelled'`,
      );
    } catch (error) {
      if ((error as { code?: string }).code !== uniqueViolation) throw error;
      throw new AppError(422, "duplicates-exist", `已有记录不满足唯一约束“${message}”，请先处理重复的记录再发布。`, {
        constraint: key,
      });
    }
  }
}
