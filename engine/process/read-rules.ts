import { child, children, extension, type Moddle, text } from "./moddle.ts";
import type { CopyModel, TaskRules } from "./model.ts";

/** The process that holds an element, whose rules hold for all its tasks. */
function processOf(source: Moddle): Moddle | undefined {
  let element: Moddle | undefined = source;
  while (element && element.$type !== "bpmn:Process") element = child(element, "$parent");
  return element;
}

function readCopy(source: Moddle): CopyModel {
  const copy: CopyModel = { on: (text(source, "on") ?? "complete") as CopyModel["on"] };
  for (const name of ["role", "unit", "level", "users"] as const) {
    const value = text(source, name);
    if (value !== undefined) Object.assign(copy, { [name]: value });
  }
  return copy;
}

/** Reads what happens by itself at a user task: its own settings, else those of its process; undefined for none. */
export function readRules(source: Moddle): TaskRules | undefined {
  const process = processOf(source);
  const of = (type: string): Moddle | undefined => extension(source, type) ?? extension(process, type);
  const [own, shared, due] = [
    extension(source, "tianbao:TaskRules"),
    extension(process, "tianbao:TaskRules"),
    of("tianbao:Due"),
  ];
  const rules: TaskRules = {};
  for (const name of ["ownSubmission", "samePerson", "handTo"] as const) {
    const value = text(own, name) ?? text(shared, name);
    if (value !== undefined) Object.assign(rules, { [name]: value });
  }
  if (due) {
    const onDue = (text(due, "onDue") ?? "remind") as NonNullable<TaskRules["due"]>["onDue"];
    rules.due = { workingDays: Number(text(due, "workingDays") ?? "0"), onDue };
  }
  const checks = children(extension(source, "tianbao:AutoPass"), "checks");
  if (checks.length > 0) {
    rules.autoPass = checks.map((check) => ({
      condition: text(check, "condition") ?? "",
      reason: text(check, "reason") ?? "",
    }));
  }
  const copies = children(of("tianbao:Copies"), "copies");
  if (copies.length > 0) rules.copies = copies.map(readCopy);
  return Object.keys(rules).length > 0 ? rules : undefined;
}
