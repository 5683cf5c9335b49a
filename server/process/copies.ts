import type { CopyModel } from "../../engine/process/index.ts";
import { uuidv7 } from "../database/uuid.ts";
import { type Asking, resolveCandidates } from "./candidates.ts";
import type { Hand } from "./hand.ts";
import type { Instance } from "./instance.ts";
import type { Notice } from "./notices.ts";
import { holdersOf, type Person, peopleByLogin } from "./people.ts";
import { taskChanges } from "./rows.ts";
import type { Step } from "./step.ts";
import type { OpenedTask } from "./task-rows.ts";

/** A copy for one reader. */
export interface CopyRow {
  id: string;
  instance: string;
  task: string | null;
  record: string;
  type: string;
  account: number;
  sender: number | null;
  title: string;
  name: string;
  note: string | null;
  at: string;
  unit: number;
  division: string;
}

/** Puts copies; a reader gets one of a task only once. */
export const INSERT_COPIES = `
  insert into task_copy (id, instance_id, task_id, record_id, record_type, account_id, sender_id, title, name, note, created_at,
    org_unit_id, division_code)
  select id, instance, task, record, type, account, sender, title, name, note, at, unit, division
  from jsonb_to_recordset($$::jsonb) as x(id uuid, instance uuid, task uuid, record uuid, type text, account bigint, sender bigint,
    title text, name text, note text, at timestamptz, unit bigint, division text)
  on conflict do nothing`;

/** A copy of an instance for a reader. */
export function copyRow(
  instance: Pick<Instance, "id" | "recordId" | "recordType" | "title" | "orgUnitId" | "divisionCode">,
  task: { id: string | null; name: string },
  reader: Pick<Person, "id">,
  { sender, note, at }: { sender: number | null; note: string | null; at: string },
): CopyRow {
  return {
    ...{
      id: uuidv7(Date.parse(at)),
      instance: instance.id,
      task: task.id,
      record: instance.recordId,
      type: instance.recordType,
    },
    ...{ account: reader.id, sender, title: instance.title, name: task.name, note, at },
    ...{ unit: instance.orgUnitId, division: instance.divisionCode },
  };
}

/** What a reader is told of his copy. */
export function copyNotice(copy: CopyRow): Notice {
  return {
    ...{ id: uuidv7(Date.parse(copy.at)), unit: null, role: null, account: copy.account, kind: "copied" },
    ...{ title: `抄送：“${copy.title}”${copy.name ? `（${copy.name}）` : ""}`, body: copy.note },
    ...{ link: `/records/${copy.record}?copy=${copy.id}`, sender: copy.sender, at: copy.at },
  };
}

async function readersOf(asking: Asking, copy: CopyModel, instance: Instance): Promise<Person[]> {
  const people = copy.users
    ? await peopleByLogin(
        asking.tx,
        copy.users.split(",").map((login) => login.trim()),
      )
    : [];
  if (copy.role === undefined) return people;
  const { role, unit = "record", level } = copy;
  const assignment = { role, unit, ...(level && { level }) };
  const asked = {
    type: "openTask",
    taskId: "",
    tokenId: "",
    nodeId: "",
    name: "",
    formRights: [],
    outcomes: [],
  } as const;
  const task = { ...asked, formRights: [], outcomes: [], assignment };
  const [found] = await resolveCandidates(asking, [task], instance);
  if (!found || found.unitId === null) return people;
  return [...people, ...(await holdersOf(asking, role, found.unitId))];
}

interface Row {
  opened: OpenedTask;
}

/** The nodes whose declared copies are due in this step, with the task each is about. */
function due(step: Step, rows: readonly Row[]): { copy: CopyModel; task: { id: string | null; name: string } }[] {
  const rulesOf = (nodeId: string) => step.model.nodes[nodeId]?.task?.rules?.copies ?? [];
  const entered = rows.flatMap(({ opened: { id, task } }) =>
    rulesOf(task.nodeId)
      .filter(({ on }) => on === "enter")
      .map((copy) => ({ copy, task: { id, name: task.name } })),
  );
  const { opened, closed } = taskChanges(step.effects);
  const completed = [...closed, ...opened.flatMap((each) => each.closed ?? [])].filter(
    ({ reason }) => reason === "completed",
  );
  const left = completed.flatMap(({ nodeId }) =>
    rulesOf(nodeId)
      .filter(({ on }) => on === "complete")
      .map((copy) => ({ copy, task: { id: null, name: step.model.nodes[nodeId]?.name ?? "" } })),
  );
  return [...entered, ...left];
}

/** The copies that the model asks for at this step; costs nothing where it asks for none. */
export async function copyRows(
  asking: Asking,
  instance: Instance,
  step: Step,
  rows: readonly Row[],
  hand: Hand,
): Promise<CopyRow[]> {
  const found: CopyRow[] = [];
  for (const { copy, task } of due(step, rows)) {
    const readers = await readersOf(asking, copy, instance);
    const how = { sender: hand.accountId, note: null, at: step.at };
    for (const reader of readers) found.push(copyRow(instance, task, reader, how));
  }
  return found.filter((row, n) => found.findIndex((other) => other.account === row.account) === n);
}
