import type { Quorum } from "../../engine/assignment/index.ts";
import type { OpenTask } from "../../engine/process/index.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { holdersOf } from "./people.ts";
import { quorumOf, type TaskPlan } from "./plan.ts";

/** One stop of a path that would be taken. */
export interface PathStep {
  nodeId: string | null;
  name: string;
  kind: "task" | "automatic" | "wait" | "end";
  /** Who would be asked. */
  people: string[];
  /** Plain Chinese. */
  text: string;
}

const counts: Record<Quorum["rule"], (value: number) => string> = {
  any: () => "一人办理即可",
  all: () => "须全部同意",
  share: (value) => `同意达到 ${value}% 即通过`,
  number: (value) => `${value} 人同意即通过`,
};

/** The rule of several participants in words. */
export function quorumWords({ rule, value = 0, order }: Quorum): string {
  return `${counts[rule](value)}${order === "sequential" ? "，依次办理" : ""}`;
}

async function namesOf(tx: Tx, ids: readonly number[]): Promise<string[]> {
  const text = "select name from account where id = any($1) order by array_position($1, id)";
  return (await sql<{ name: string }>(tx, text, [ids])).map(({ name }) => name);
}

async function unitName(tx: Tx, id: number | null): Promise<string> {
  const [row] = await sql<{ name: string }>(tx, "select name from org_unit where id = $1", [id]);
  return row?.name ?? "";
}

/** Who a planned task would lie before, and what that means. */
export async function stopOf(ctx: AppContext, tx: Tx, task: OpenTask, plan: TaskPlan): Promise<PathStep> {
  const stop = { nodeId: task.nodeId, name: task.name, kind: "task" as const };
  const { role, unitId, assigneeId, found } = plan.candidates;
  if (plan.pass !== null) return { ...stop, kind: "automatic", people: [], text: plan.pass };
  if (!found) {
    const text = "没有可以办理的人员，到达后会停下，由系统管理员处理。";
    return { ...stop, kind: "wait", people: [], text };
  }
  if (plan.seats.length > 0) {
    const ids = plan.seats.filter(({ state }) => state !== "done").map(({ accountId }) => accountId);
    const people = await namesOf(tx, ids);
    return { ...stop, people, text: `由${people.join("、")}会签，${quorumWords(quorumOf(task))}。` };
  }
  if (assigneeId !== null) {
    const people = await namesOf(tx, [assigneeId]);
    return { ...stop, people, text: `由${people.join("、")}办理。` };
  }
  const holders = role === null || unitId === null ? [] : await holdersOf({ ctx, tx }, role, unitId);
  const people = holders.filter(({ id }) => id !== plan.barredId).map(({ name }) => name);
  const title = ctx.definitions.roles().find(({ key }) => key === role)?.title ?? "";
  const one = people.length > 1 ? "中的一人" : "";
  return { ...stop, people, text: `由${await unitName(tx, unitId)}${title}（${people.join("、")}）${one}办理。` };
}
