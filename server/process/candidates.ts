import type { Role } from "../../engine/definition/meta/roles.gen.ts";
import type { Assignment, OpenTask } from "../../engine/process/index.ts";
import { givingRoles } from "../auth/role-holders.ts";
import type { AppContext } from "../context.ts";
import { prepared } from "../database/prepared.ts";
import type { Tx } from "../database/transaction.ts";

/** What looking for people needs. */
export interface Asking {
  ctx: Pick<AppContext, "definitions">;
  tx: Tx;
}

/** Who may act on a task about to be opened. */
export interface Candidates {
  role: string | null;
  unitId: number | null;
  assigneeId: number | null;
  /** False when nobody who can sign in would find the task on his desk. */
  found: boolean;
}

/** Where the record comes from, and who started its process. */
export interface Origin {
  orgUnitId: number;
  startedBy: number | null;
}

const levelNumber = { city: 1, district: 2, street: 3, village: 4 } as const;

/** Whether a task is the filler's own: the one a submission completes and a return opens again. */
export function isStarterTask(task: Pick<OpenTask, "assignment" | "recordState">): boolean {
  return task.assignment.starter === true || task.recordState?.editable === true;
}

// The unit of the rule: the record's own, its parent, or the one at a level on the way up; of several at that level the
// one of the record's own kind, else the bureau, which answers for its division. A rule that names a kind means the unit
// of that kind there, which may stand beside the way up.
const RESOLVE = `
  with recursive up as (
    select id, parent_id, kind, level, 0 as depth from org_unit where id = $1
    union all
    select above.id, above.parent_id, above.kind, above.level, depth + 1
    from up join org_unit above on above.id = up.parent_id where depth < 8
  ), beside as (
    select other.id, other.parent_id, other.kind, other.level, up.depth
    from up join org_unit own on own.id = up.id
    join org_unit other on other.division_code = own.division_code and other.level = own.level and other.id <> own.id
    where other.valid_to is null or other.valid_to > current_date
  ), want as (select * from jsonb_to_recordset($2::jsonb) as w(n int, roles text[], unit text, level int, kind text, climb boolean))
  select w.n, u.id as unit_id, u.found, starter.found as starter_holds from want w
  left join lateral (
    select up.id, c.found from (
      select * from up where w.kind is null or kind = w.kind
      union all select * from beside where w.kind is not null and kind = w.kind) up
    cross join lateral (select exists (
      select from account a join account_role r on r.account_id = a.id and r.role_key = any(w.roles)
      where a.org_unit_id = up.id and a.disabled_at is null) as found) c
    where case w.unit when 'parent' then depth = 1 or (w.climb and depth > 1)
      when 'level' then level = w.level or (w.climb and level < w.level) else depth = 0 or w.climb end
    order by (w.climb and not c.found), depth * w.climb::int,
      kind = (select kind from org_unit where id = $1) desc, kind = 'bureau' desc, depth
    limit 1) u on true
  left join lateral (
    select true as found from account_role r join account a on a.id = r.account_id
    where r.account_id = $3 and r.role_key = any(w.roles) and a.org_unit_id = $1 and a.disabled_at is null
    limit 1) starter on true
  order by w.n`;

interface ResolvedRow {
  n: number;
  unit_id: number | null;
  found: boolean | null;
  starter_holds: boolean | null;
}

function wanted(assignment: Assignment, n: number, roles: readonly Role[]): Record<string, unknown> {
  const role = assignment.role ?? assignment.candidateGroups?.[0];
  return {
    n,
    roles: role === undefined ? [] : givingRoles(role, roles),
    unit: assignment.unit ?? "record",
    level: assignment.level ? levelNumber[assignment.level] : null,
    kind: assignment.unitKind ?? null,
    climb: assignment.policyWhenNone === "parent",
  };
}

function candidatesOf(task: OpenTask, row: ResolvedRow, origin: Origin): Candidates {
  const role = task.assignment.role ?? task.assignment.candidateGroups?.[0] ?? null;
  if (!isStarterTask(task)) return { role, unitId: row.unit_id, assigneeId: null, found: row.found === true };
  // A colleague may go on with it wherever the filler holds the role; otherwise it is the filler's alone.
  if (role && (row.starter_holds || origin.startedBy === null)) {
    return { role, unitId: origin.orgUnitId, assigneeId: null, found: row.found === true };
  }
  return { role, unitId: origin.orgUnitId, assigneeId: origin.startedBy, found: origin.startedBy !== null };
}

/**
 * Works out role and unit of tasks in one round trip; the answers stand in the order of the tasks.
 * A task may be put before a group of roles, which the definitions know.
 */
export async function resolveCandidates(
  { ctx, tx }: Asking,
  tasks: readonly OpenTask[],
  origin: Origin,
): Promise<Candidates[]> {
  if (tasks.length === 0) return [];
  const want = tasks.map((task, n) => wanted(task.assignment, n, ctx.definitions.roles()));
  const rows = await prepared<ResolvedRow>(tx, RESOLVE, [origin.orgUnitId, JSON.stringify(want), origin.startedBy]);
  return tasks.map((task, n) => candidatesOf(task, rows[n] as ResolvedRow, origin));
}
