import { uuidv7 } from "../database/uuid.ts";
import { isStarterTask } from "./candidates.ts";
import type { Hand } from "./hand.ts";
import type { Instance } from "./instance.ts";
import type { OpenedTask } from "./task-rows.ts";

/** A row for `notification`: to an account, or to those who hold a role at a unit. */
export interface Notice {
  id: string;
  unit: number | null;
  role: string | null;
  account: number | null;
  kind: string;
  title: string;
  body: string | null;
  link: string;
  sender: number | null;
  at: string;
}

type Addressee = Pick<Notice, "unit" | "role" | "account">;

/** The group a task lies before, the one it is assigned to, or each participant whose turn it is. */
function addressees({ candidates, seats }: OpenedTask): Addressee[] {
  const { unitId: unit, role, assigneeId } = candidates;
  if (seats.length > 0) {
    const turn = seats.filter(({ state }) => state === "open");
    return turn.map(({ accountId }) => ({ unit: null, role: null, account: accountId }));
  }
  return [assigneeId === null ? { unit, role, account: null } : { unit: null, role: null, account: assigneeId }];
}

/** An event began a new instance; in any other the filler's task means a return. */
const forFiller = ({ title, lockVersion }: Pick<Instance, "title" | "lockVersion">, task: string): string =>
  lockVersion === undefined ? `“${title}”已自动发起，等待您填报：${task}` : `“${title}”已退回，请修改后重新提交`;

function taskNotice(
  { id, task }: OpenedTask,
  to: Addressee,
  instance: Pick<Instance, "title" | "recordId" | "lockVersion">,
  hand: Hand,
  at: string,
): Notice {
  const returned = isStarterTask(task);
  return {
    id: uuidv7(Date.parse(at)),
    ...to,
    kind: returned ? "returned" : "taskOpened",
    title: returned ? forFiller(instance, task.name) : `“${instance.title}”等待办理：${task.name}`,
    body: returned && hand.opinion ? `退回意见：${hand.opinion}` : null,
    link: returned ? `/records/${instance.recordId}` : `/tasks/${id}`,
    sender: hand.accountId,
    at,
  };
}

/** Who is told of a step: the candidates of the tasks it opened and, when it made the record official, who filed it. */
export function noticesOf(
  instance: Instance,
  opened: readonly OpenedTask[],
  effective: boolean,
  hand: Hand,
  at: string,
): Notice[] {
  const notices = opened
    .filter(({ candidates }) => candidates.unitId !== null || candidates.assigneeId !== null)
    .flatMap((task) => addressees(task).map((to) => taskNotice(task, to, instance, hand, at)));
  if (!effective || instance.startedBy === null) return notices;
  const inForce = {
    id: uuidv7(Date.parse(at)),
    ...{ unit: null, role: null, account: instance.startedBy, kind: "inForce", sender: hand.accountId, at },
    title: `“${instance.title}”${instance.purpose === "cancel" ? "已同意取消" : "已审核通过并生效"}`,
    body: null,
    link: `/records/${instance.recordId}`,
  };
  return [...notices, inForce];
}
