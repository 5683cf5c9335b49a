import { tally } from "../../engine/assignment/index.ts";
import type { Subject } from "../auth/subject.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { formerValues } from "../models/record/check-data.ts";
import { takeBackRefusal } from "./following.ts";
import { type SeatRow, seatsOf } from "./seats.ts";
import type { TaskFacts } from "./task-view.ts";

/** Somebody who got a copy. */
export interface Reader {
  name: string;
  unitName: string;
  sender: string | null;
  at: string;
  readAt: string | null;
}

/** What stands beside the form of a task: who decides, who reads, what changed, what may be done. */
export interface TaskPanel {
  participants: SeatRow[];
  /** How the count stands; null for a task of a group. */
  counts: ReturnType<typeof tally>["counts"] | null;
  readers: Reader[];
  /** Fields that changed since the last return; null when it was never returned. */
  changedFields: string[] | null;
  savedOpinion: string | null;
  /** In whose place the account acts, as his substitute. */
  principal: string | null;
  /** Operation -> why not; null when it may be done. */
  operations: Record<string, string | null>;
}

const AROUND = `
  select (select data->>'opinion' from draft where account_id = $2 and subject = 'task:' || $1::text || ':opinion') as saved,
    coalesce((select jsonb_agg(jsonb_build_object('name', a.name, 'unitName', u.name, 'sender', s.name,
        'at', c.created_at, 'readAt', c.read_at) order by c.created_at)
      from task_copy c join account a on a.id = c.account_id join org_unit u on u.id = a.org_unit_id
      left join account s on s.id = c.sender_id where c.instance_id = $3), '[]') as readers,
    rev.data, rev.returned_data as returned, (select name from account where id = $4) as principal
  from process_instance i join record_revision rev on rev.id = i.revision_id where i.id = $3`;

interface Around {
  saved: string | null;
  readers: Reader[];
  data: Record<string, unknown>;
  returned: Record<string, unknown> | null;
  principal: string | null;
}

const HOUR = 3_600_000;

function urging({ task, urgedAt, whyNot }: TaskFacts, now: string): string | null {
  if (task.state !== "open") return "任务已办理完毕，无需催办。";
  if (whyNot === null) return "这项任务由您办理，无需催办。";
  if (urgedAt !== null && Date.parse(urgedAt) > Date.parse(now) - HOUR) return "一小时内已催办过，请稍后再催。";
  return null;
}

function handing(facts: TaskFacts): Record<string, string | null> {
  const { task, whyNot, standing, starter } = facts;
  const act = whyNot ?? (starter ? "退回修改的任务请在填报页面改好后重新提交。" : null);
  const group = !task.seated && task.role !== null;
  const keep = task.quorum?.siblings === "keep" && standing?.seat ? "会签由多数决定去向，请选择办理结果表态。" : null;
  return {
    ...{ complete: act, save: act, transfer: act, delegate: act, addParticipants: act, return: act ?? keep },
    claim: act ?? (group && task.assigneeId === null ? null : "这项任务已指定办理人，无需签收。"),
    unclaim: act ?? (group && task.assigneeId !== null ? null : "没有签收，无需取消。"),
  };
}

/** Gathers what stands beside the form; the operations are judged here, the screen only shows them. */
export async function taskPanel(
  tx: Tx,
  subject: Subject,
  facts: TaskFacts,
  hidden: readonly string[],
  now: string,
): Promise<TaskPanel> {
  const { task } = facts;
  const participants = task.seated ? (facts.standing?.seats ?? (await seatsOf(tx, task.id))) : [];
  const [around] = await sql<Around>(tx, AROUND, [
    ...[task.id, subject.accountId, task.instanceId, facts.standing?.forId ?? null],
  ]);
  const takesPart = facts.whyNot === null || facts.startedBy === subject.accountId;
  const acted =
    facts.completedBy?.id === subject.accountId ||
    participants.some(({ accountId, state }) => accountId === subject.accountId && state === "done");
  return {
    participants,
    counts: task.seated ? tally(participants, task.quorum ?? undefined, task.outcomes).counts : null,
    readers: around?.readers ?? [],
    changedFields: around?.returned
      ? Object.keys(formerValues(around.returned, around.data)).filter((field) => !hidden.includes(field))
      : null,
    savedOpinion: around?.saved ?? null,
    principal: around?.principal ?? null,
    operations: {
      ...handing(facts),
      takeBack: await takeBackRefusal(tx, subject, facts.task, participants, facts.completedBy?.id ?? null),
      copy: takesPart || acted ? null : "只有办理人、已办理人或提交人可以抄送。",
      urge: urging(facts, now),
    },
  };
}
