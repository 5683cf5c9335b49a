import type { DecisionModel } from "../decision/index.ts";
import { ModelError } from "./error.ts";
import { children, type Moddle } from "./moddle.ts";
import type { CallModel, DecisionCall, NodeModel } from "./model.ts";
import { parseBpmn } from "./parse.ts";
import { type Reading, readScope } from "./read-scope.ts";

/** Where a model finds what it names but does not hold; whatever is not found is refused at publish, by name. */
export type Links = {
  /** The BPMN text with a called process; one in the same file is found without it. */
  process?(call: Pick<CallModel, "process" | "binding" | "versionTag">): Found<string>;
  /** The compiled model with the decision that a business rule task calls. */
  decision?(call: DecisionCall): Found<DecisionModel>;
};

type Found<T> = T | undefined | Promise<T | undefined>;

/** Most processes that one may call, directly or through others. */
const MOST_CALLED = 100;

/** Takes called processes into the model as scopes of their own, and decisions as plain data. */
export async function link(reading: Reading, links: Links): Promise<void> {
  const scopes = new Map<string, string>();
  for (let call = reading.calls.shift(); call; call = reading.calls.shift()) {
    const { node } = call;
    if (!node.call) continue;
    const key = [node.call.process, node.call.binding, node.call.versionTag].join(" ");
    const scope = scopes.get(key) ?? (await readCalled(call, reading, links));
    if (scope === undefined) refuse(node, `calledElement ${node.call.process}`);
    else node.call.scope = scope;
    if (scope !== undefined) scopes.set(key, scope);
    if (scopes.size > MOST_CALLED) {
      const message = `流程调用的其他流程超过 ${MOST_CALLED} 个，请减少调用`;
      throw new ModelError([{ rule: "call-size", severity: "error", nodeId: node.id, message }]);
    }
  }
  for (const node of Object.values(reading.model.nodes)) await linkDecision(node, reading, links);
}

async function readCalled(call: Reading["calls"][number], main: Reading, links: Links): Promise<string | undefined> {
  const wanted = call.node.call as CallModel;
  if (wanted.process === "") return undefined;
  const own = findProcess(call.reading.definitions, wanted.process);
  if (own && call.reading.renamed.size === 0) {
    const id = own.id as string;
    if (!main.model.scopes[id]) readScope(own, undefined, { ...call.reading, calls: main.calls });
    return id;
  }
  const xml = own ? undefined : await links.process?.(wanted);
  const definitions = own ? call.reading.definitions : xml === undefined ? undefined : await parseBpmn(xml);
  const source = definitions && (own ?? findProcess(definitions, wanted.process) ?? onlyProcess(definitions));
  if (!definitions || !source) return undefined;
  const renamed = new Map(
    idsIn(source)
      .filter((id) => main.model.nodes[id] || main.model.flows[id] || main.model.scopes[id])
      .map((id) => [id, freeId(`${wanted.process}:${id}`, main)]),
  );
  const { model, associations, calls } = main;
  readScope(source, undefined, { model, associations, calls, definitions, renamed });
  return renamed.get(source.id ?? "") ?? source.id;
}

function freeId(wanted: string, { model }: Reading): string {
  let id = wanted;
  for (let number = 2; model.nodes[id] || model.flows[id] || model.scopes[id]; number += 1) id = `${wanted}:${number}`;
  return id;
}

function findProcess(definitions: Moddle, id: string): Moddle | undefined {
  return processesIn(definitions).find((process) => process.id === id);
}

function onlyProcess(definitions: Moddle): Moddle | undefined {
  const processes = processesIn(definitions);
  return processes.length === 1 ? processes[0] : undefined;
}

function processesIn(definitions: Moddle): Moddle[] {
  return children(definitions, "rootElements").filter((root) => root.$type === "bpmn:Process");
}

function idsIn(scope: Moddle): string[] {
  return [scope.id ?? "", ...children(scope, "flowElements").flatMap(idsIn)];
}

async function linkDecision(node: NodeModel, { model }: Reading, links: Links): Promise<void> {
  if (!node.decision || node.decision.decision.startsWith("=")) return;
  const { decision } = node.decision;
  if (model.decisions?.[decision] !== undefined) return;
  const found = await links.decision?.(node.decision);
  if (found === undefined) refuse(node, `calledDecision ${decision}`);
  else model.decisions = { ...model.decisions, [decision]: found };
}

function refuse(node: NodeModel, what: string): void {
  node.unsupported = [...(node.unsupported ?? []), what];
}
