import type { Reader } from "../../engine/view/index.ts";
import type { Parameters } from "./parameters.ts";
import { QueryError } from "./problem.ts";
import type { SqlField } from "./sql-type.ts";

/**
 * Whether a task on the record waits for the reader, as his desk has it. The ids are gathered first, as an array of
 * their own, so that the planner can go by the index on record_id however the rest of the condition is put together.
 */
export function turnField(reader: Reader | undefined, parameters: Parameters): SqlField {
  if (!reader) throw new QueryError("unknown-field", "这里不能按“待我办理”查询");
  const account = parameters.add(reader.account, "bigint");
  const unit = parameters.add(reader.unit, "bigint");
  const roles = parameters.addList([...reader.roles], "text");
  const mine = `select t.record_id from task t where t.state = 'open' and t.candidate_unit_id = ${unit}
      and t.candidate_role = any(${roles}) and (t.assignee_id is null or t.assignee_id = ${account})
      and not t.seated and t.barred_id is distinct from ${account}
    union select t.record_id from task t where t.state = 'open' and t.assignee_id = ${account} and not t.seated
    union select t.record_id from task_participant s join task t on t.id = s.task_id and t.state = 'open'
    where s.account_id = ${account} and s.state = 'open'`;
  return { sql: `(p.record_id = any(array(${mine})))`, type: "boolean" };
}
