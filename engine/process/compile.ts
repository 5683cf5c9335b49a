import { connect } from "./connect.ts";
import { ModelError } from "./error.ts";
import { type Links, link } from "./link.ts";
import { children, type Moddle, text } from "./moddle.ts";
import type { ProcessModel } from "./model.ts";
import { parseBpmn } from "./parse.ts";
import { calledProcess } from "./read-call.ts";
import { type Reading, readScope } from "./read-scope.ts";

/**
 * Compiles BPMN XML into a frozen model; `processId` chooses among several processes, without it the one is meant that
 * no other calls. `links` finds called processes and decisions that are not in the file. Throws ModelError.
 */
export async function compile(xml: string, processId?: string, links: Links = {}): Promise<ProcessModel> {
  const definitions = await parseBpmn(xml);
  const source = chooseProcess(definitions, processId);
  const model: ProcessModel = {
    modelVersion: 1,
    id: source.id ?? "",
    name: text(source, "name") ?? "",
    scopes: {},
    nodes: {},
    flows: {},
    lanes: [],
  };
  const reading: Reading = { model, definitions, renamed: new Map(), associations: [], calls: [], links };
  readScope(source, undefined, reading);
  await link(reading);
  connect(reading);
  return deepFreeze(model);
}

function chooseProcess(definitions: Moddle, processId: string | undefined): Moddle {
  const processes = children(definitions, "rootElements").filter((root) => root.$type === "bpmn:Process");
  if (processId !== undefined) {
    const named = processes.find((process) => process.id === processId);
    if (named) return named;
    throw refuse(`流程图中没有编号为“${processId}”的流程，请核对流程编号`);
  }
  const executable = processes.filter((process) => process.isExecutable === true);
  const candidates = executable.length > 0 ? executable : processes;
  const called = new Set(processes.flatMap(callsIn));
  const uncalled = candidates.filter((process) => !called.has(process.id ?? ""));
  const [chosen, ...others] = candidates.length > 1 && uncalled.length > 0 ? uncalled : candidates;
  if (chosen && others.length === 0) return chosen;
  const ids = candidates.map((process) => process.id).join("、");
  throw refuse(
    candidates.length === 0
      ? "流程图中没有流程，请先画出流程"
      : `流程图中有多个可执行流程（${ids}），请只保留一个或指明流程编号`,
  );
}

function callsIn(scope: Moddle): string[] {
  return children(scope, "flowElements").flatMap((element) =>
    element.$type === "bpmn:CallActivity" ? calledProcess(element).process : callsIn(element),
  );
}

function refuse(message: string): ModelError {
  return new ModelError([{ rule: "process-one", severity: "error", message }]);
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === "object" && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}
