import type { ListRequest } from "../../api/list-types.ts";
import type { DeskDue, TaskBox } from "../../api/types.ts";

/** The boxes in the order they are shown. */
export const boxes: TaskBox[] = ["todo", "overdue", "done", "started", "cc"];

/** How pressing tasks can be, the most pressing first. */
export const deskDues: DeskDue[] = ["overdue", "today", "week", "later", "none"];

/** By what the waiting tasks can be heaped up. */
export const groupings = ["process", "unit", "due"] as const;

/** One of them. */
export type Grouping = (typeof groupings)[number];

/** The heap of which only the tasks are shown; empty: all. */
export interface DeskGroup {
  type?: string;
  node?: string;
  unit?: number;
  due?: DeskDue;
}

/** What the desk's address says. */
export interface DeskState {
  box: TaskBox;
  by: Grouping;
  group: DeskGroup;
  q: string;
}

const without = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as T;

/** Reads the desk's address; what it does not understand counts as not said. */
export function readDesk(params: URLSearchParams): DeskState {
  const box = boxes.find((each) => each === params.get("box")) ?? "todo";
  const unit = params.get("unit") ?? "";
  const group = without<DeskGroup>({
    type: params.get("type") ?? undefined,
    node: params.get("node") ?? undefined,
    unit: /^[1-9]\d{0,14}$/.test(unit) ? Number(unit) : undefined,
    due: deskDues.find((each) => each === params.get("due")),
  });
  const by = groupings.find((each) => each === params.get("by")) ?? "process";
  return { box, by, group: box === "todo" ? group : {}, q: params.get("q") ?? "" };
}

const words = (by: Grouping, group: DeskGroup): Record<string, string> =>
  Object.fromEntries(
    Object.entries(without({ by: by === "process" ? undefined : by, ...group })).map(([key, value]) => [
      key,
      String(value),
    ]),
  );

/** The address of a state; what is as usual is left out. */
export function writeDesk({ box, by, group, q }: DeskState): Record<string, string> {
  const shown = box === "todo" ? words(by, group) : { box };
  return { ...shown, ...(q && { q }) };
}

/** What of a state is kept under a name. */
export function deskQuery({ by, group, q }: DeskState): ListRequest {
  return { filters: words(by, group), search: q };
}

/** The state that a kept question leads to. */
export function deskOf(box: TaskBox, { filters = {}, search = "" }: ListRequest): DeskState {
  const said = Object.entries(filters).map(([key, value]) => [key, String(value)] as [string, string]);
  return readDesk(new URLSearchParams([["box", box], ["q", search], ...said]));
}
