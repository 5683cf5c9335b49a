import type { Reader } from "../../engine/view/index.ts";
import type { Parameters } from "./parameters.ts";
import { QueryError } from "./problem.ts";
import type { SqlField } from "./sql-type.ts";

/** What the fields of a record's own row are asked of. */
export interface OwnRows {
  /** The projection, as it stands in `from`, with its alias `p`. */
  from: string;
  /** What makes a row of the query's row set. */
  where: string;
  /** Whether a field is a column of the row itself. */
  holds(field: string): boolean;
}

/** Whether a task on the record waits for the reader, as his desk has it. */
export function turnField(reader: Reader | undefined, parameters: Parameters, rows: OwnRows): SqlField {
  if (!reader) throw new QueryError("unknown-field", "这里不能按“待我办理”查询");
  const account = parameters.add(reader.account, "bigint");
  const unit = parameters.add(reader.unit, "bigint");
  const roles = parameters.addList([...reader.roles], "text");
  const keys = `select t.record_id from task t where t.state = 'open' and t.candidate_unit_id = ${unit}
      and t.candidate_role = any(${roles}) and (t.assignee_id is null or t.assignee_id = ${account})
      and not t.seated and t.barred_id is distinct from ${account}
    union all select t.record_id from task t where t.state = 'open' and t.assignee_id = ${account} and not t.seated
    union all select t.record_id from task_participant s join task t on t.id = s.task_id and t.state = 'open'
    where s.account_id = ${account} and s.state = 'open'`;
  const members = {
    ...{ key: "p.record_id", keys, holds: rows.holds },
    keysWhere: (condition: string) => `select p.record_id from ${rows.from} where ${rows.where} and (${condition})`,
  };
  return { sql: `(p.record_id in (${keys}))`, type: "boolean", members };
}
