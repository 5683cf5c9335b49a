import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { INSTANCE_COLUMNS, type Instance, isRunning, stepOf } from "./instance.ts";
import { unknownProcess } from "./instance-view.ts";
import { pathFrom } from "./path.ts";
import { type PathStep, quorumWords } from "./path-words.ts";
import { RETURNED } from "./return-targets.ts";
import { seatsOf } from "./seats.ts";
import { standingOf } from "./standing.ts";
import { readTask, type Task } from "./task.ts";

/** Why an open task lies where it does. */
export interface Stop {
  taskId: string;
  nodeId: string;
  name: string;
  why: string[];
  /** Whom it waits for. */
  who: string;
  /** Why the asker may not act; null when it is his turn. */
  whyNotMe: string | null;
}

interface Arrival {
  id: string;
  reasons: string[] | null;
  unitName: string | null;
  previousName: string | null;
  outcome: string | null;
  opinion: string | null;
  outcomes: { key: string; label: string }[] | null;
  by: string | null;
}

const ARRIVALS = `
  select t.id, t.reasons, u.name as "unitName", p.name as "previousName", p.outcome, p.opinion, p.outcomes, a.name as by
  from task t left join org_unit u on u.id = t.candidate_unit_id left join task p on p.id = t.previous_task_id
  left join account a on a.id = p.completed_by
  where t.instance_id = $1 and t.state = 'open' order by t.created_at, t.id`;

function whyOf({ reasons, previousName, outcome, opinion, outcomes, by }: Arrival, task: Task): string[] {
  const why: string[] = [];
  if (previousName !== null && outcome === RETURNED) {
    why.push(`${by ?? "系统"}从“${previousName}”退回${opinion ? `，意见：${opinion}` : ""}。`);
  } else if (previousName !== null) {
    const label = outcomes?.find(({ key }) => key === outcome)?.label ?? "办理";
    why.push(`${by ?? "系统"}在“${previousName}”办理为“${label}”，到达本环节。`);
  } else why.push("提交后到达本环节。");
  if (task.comeBack) why.push(`办理后直接回到“${task.comeBack.name}”。`);
  return [...why, ...(reasons ?? [])];
}

async function whoOf(ctx: AppContext, tx: Tx, task: Task, unitName: string | null): Promise<string> {
  if (task.seated) {
    const seats = await seatsOf(tx, task.id);
    const turn = seats.filter(({ state }) => state === "open").map(({ name }) => name);
    return `等待${turn.join("、")}办理${task.quorum ? `（${quorumWords(task.quorum)}）` : ""}`;
  }
  if (task.assigneeName !== null) return `等待${task.assigneeName}办理`;
  const title = ctx.definitions.roles().find(({ key }) => key === task.role)?.title ?? "";
  return title ? `等待${unitName ?? ""}的“${title}”办理` : `等待${unitName ?? ""}办理`;
}

async function stopOf(ctx: AppContext, tx: Tx, subject: Subject, instance: Instance, row: Arrival): Promise<Stop[]> {
  const task = await readTask(tx, row.id);
  if (!task) return [];
  const place = { processKey: instance.processKey, stuck: instance.status === "incident" };
  const { refusal } = await standingOf(ctx, tx, subject, task, place);
  const { id: taskId, nodeId, name } = task;
  const who = await whoOf(ctx, tx, task, row.unitName);
  return [{ taskId, nodeId, name, why: whyOf(row, task), who, whyNotMe: refusal?.message ?? null }];
}

/** Why an instance is where it is, who has it, why not the asker, and what comes next if everybody agrees. */
export async function explainInstance(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  id: string,
): Promise<{ here: Stop[]; next: PathStep[] }> {
  const [instance] = await sql<Instance>(
    tx,
    `select ${INSTANCE_COLUMNS} from process_instance i join record r on r.id = i.record_id where i.id = $1`,
    [id],
  );
  if (!instance) throw unknownProcess();
  if (!isRunning(instance)) return { here: [], next: [] };
  const here: Stop[] = [];
  for (const row of await sql<Arrival>(tx, ARRIVALS, [id]))
    here.push(...(await stopOf(ctx, tx, subject, instance, row)));
  const step = await stepOf(ctx, instance, ctx.now().toISOString());
  const next = await pathFrom({ ctx, tx, instance, step, accountId: subject.accountId, opening: undefined });
  return { here, next };
}
