import { child, children, extension, type Moddle, text } from "./moddle.ts";
import type {
  AssignmentModel,
  FieldRight,
  IoModel,
  JobModel,
  OutcomeModel,
  QuorumModel,
  RecordStateModel,
  TaskModel,
} from "./model.ts";
import { readRules } from "./read-rules.ts";

/** Reads what a user task asks: zeebe's assignment, form and schedule, and our quorum, rights and outcomes. */
export function readTask(source: Moddle): TaskModel {
  const form = extension(source, "zeebe:FormDefinition");
  const due = extension(source, "zeebe:TaskSchedule");
  const quorum = readQuorum(extension(source, "tianbao:Quorum"));
  return {
    assignment: readAssignment(source),
    ...(quorum ? { quorum } : {}),
    ...optional("formKey", text(form, "formKey") ?? text(form, "formId") ?? text(form, "externalReference")),
    fieldRights: children(extension(source, "tianbao:FieldRights"), "rights").map(readRight),
    outcomes: children(extension(source, "tianbao:Outcomes"), "outcomes").map(readOutcome),
    ...optional("dueDate", text(due, "dueDate")),
    ...optional("followUpDate", text(due, "followUpDate")),
    ...optional("rules", readRules(source)),
  };
}

function readAssignment(source: Moddle): AssignmentModel {
  const zeebe = extension(source, "zeebe:AssignmentDefinition");
  const own = extension(source, "tianbao:Assignment");
  return {
    ...optional("assignee", text(zeebe, "assignee")),
    ...optional("candidateUsers", text(zeebe, "candidateUsers")),
    ...optional("candidateGroups", text(zeebe, "candidateGroups")),
    ...optional("role", text(own, "role")),
    ...optional("unit", text(own, "unit") as AssignmentModel["unit"]),
    ...optional("level", text(own, "level") as AssignmentModel["level"]),
    ...(text(own, "starter") === "true" ? { starter: true } : {}),
    ...optional("unitKind", text(own, "unitKind")),
    ...optional("policyWhenNone", text(own, "policyWhenNone") as AssignmentModel["policyWhenNone"]),
  };
}

function readQuorum(source: Moddle | undefined): QuorumModel | undefined {
  if (!source) return undefined;
  const value = text(source, "value");
  return {
    rule: (text(source, "rule") ?? "any") as QuorumModel["rule"],
    ...(value === undefined ? {} : { value: Number(value) }),
    order: (text(source, "order") ?? "parallel") as QuorumModel["order"],
    ...(text(source, "early") === "false" ? { early: false } : {}),
    ...optional("siblings", text(source, "siblings") as QuorumModel["siblings"]),
  };
}

function readRight(source: Moddle): FieldRight {
  return { field: text(source, "field") ?? "", mode: (text(source, "mode") ?? "read") as FieldRight["mode"] };
}

function readOutcome(source: Moddle): OutcomeModel {
  const key = text(source, "key") ?? "";
  return {
    key,
    label: text(source, "label") ?? key,
    opinion: (text(source, "opinion") ?? "optional") as OutcomeModel["opinion"],
    ...optional("style", text(source, "style") as OutcomeModel["style"]),
    kind: (text(source, "kind") ?? "complete") as OutcomeModel["kind"],
    ...optional("target", text(source, "target")),
  };
}

/** Reads the job a service or send task hands to a worker. */
export function readJob(source: Moddle): JobModel | undefined {
  const definition = extension(source, "zeebe:TaskDefinition");
  const type = text(definition, "type");
  if (type === undefined) return undefined;
  const headers = children(extension(source, "zeebe:TaskHeaders"), "values");
  return {
    type,
    retries: Number((text(definition, "retries") ?? "3").replace(/^=/, "")),
    headers: Object.fromEntries(headers.map((header) => [text(header, "key") ?? "", text(header, "value") ?? ""])),
  };
}

/** Reads zeebe:ioMapping. */
export function readIo(source: Moddle): IoModel | undefined {
  const mapping = extension(source, "zeebe:IoMapping");
  if (!mapping) return undefined;
  const read = (property: string) =>
    children(mapping, property).map((item) => ({
      source: text(item, "source") ?? "",
      target: text(item, "target") ?? "",
    }));
  return { inputs: read("inputParameters"), outputs: read("outputParameters") };
}

/** Reads tianbao:recordState. */
export function readRecordState(source: Moddle): RecordStateModel | undefined {
  const hint = extension(source, "tianbao:RecordState");
  if (!hint) return undefined;
  const state: RecordStateModel = {};
  for (const name of ["submit", "effective", "editable"] as const) {
    const value = text(hint, name);
    if (value !== undefined) state[name] = value === "true";
  }
  return { ...state, ...optional("owner", text(hint, "owner")) };
}

/** The message an event or task refers to; its key is on the message, as Camunda has it. */
export function readMessage(source: Moddle | undefined) {
  const message = child(source, "messageRef");
  const name = text(message, "name") ?? message?.id;
  if (name === undefined) return undefined;
  return { name, ...optional("correlationKey", text(extension(message, "zeebe:Subscription"), "correlationKey")) };
}

/** An object with the property, or without it when there is no value. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
