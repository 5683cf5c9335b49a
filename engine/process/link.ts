import type { DecisionModel } from "../decision/index.ts";
import { ModelError } from "./error.ts";
import { children, extension, type Moddle, text } from "./moddle.ts";
import type { CallModel, DecisionCall, NodeModel } from "./model.ts";
import { parseBpmn } from "./parse.ts";
import { type Reading, readScope } from "./read-scope.ts";

/** Where a model finds what it names but does not hold; whatever is not found is refused at publish, by name. */
export type Links = {
  /** The BPMN text with a called process; one in the same file is found without it. */
  process?(call: Pick<CallModel, "process" | "binding" | "versionTag">): Found<string | LinkedProcess>;
  /** The compiled model with the decision that a business rule task calls. */
  decision?(call: DecisionCall): Found<DecisionModel>;
  /** Number of the version that `latest` means; without it what is bound to the latest is what was published together. */
  latest?: number;
};

/** A process of another version or package, and where that finds what it names in turn. */
export type LinkedProcess = { xml: string; links: Links };

type Found<T> = T | undefined | Promise<T | undefined>;

type Call = Reading["calls"][number];

/** Most processes that one may call, directly or through others. */
const MOST_CALLED = 100;

/** Takes called processes into the model as scopes of their own, and decisions as plain data. */
export async function link(main: Reading): Promise<void> {
  const scopes = new Map<Links | undefined, Map<string, string>>();
  let size = 0;
  for (let next = main.calls.shift(); next; next = main.calls.shift()) {
    const { node, reading } = next;
    await linkDecision(node, main, reading);
    if (!node.call) continue;
    const { process, binding, versionTag } = node.call;
    // What was published together depends on who calls, what is the latest or carries a tag does not.
    const origin = isTogether(node.call, reading.links) ? reading.links : undefined;
    const known = scopes.get(origin) ?? new Map<string, string>();
    scopes.set(origin, known);
    const key = [process, binding, versionTag].join(" ");
    const scope = known.get(key) ?? (await readCalled(next, main));
    if (scope === undefined) refuse(node, `calledElement ${process}`);
    else node.call.scope = scope;
    if (scope !== undefined && !known.has(key)) size += 1;
    if (scope !== undefined) known.set(key, scope);
    if (size > MOST_CALLED) {
      const message = `流程调用的其他流程超过 ${MOST_CALLED} 个，请减少调用`;
      throw new ModelError([{ rule: "call-size", severity: "error", nodeId: node.id, message }]);
    }
  }
}

/** Whether a call means what was published together with it. */
function isTogether({ binding }: Pick<CallModel, "binding">, { latest }: Links): boolean {
  return binding === "deployment" || (binding === "latest" && latest === undefined);
}

async function readCalled({ node, reading }: Call, main: Reading): Promise<string | undefined> {
  const wanted = node.call as CallModel;
  // What is called has to be known when the model is published.
  if (wanted.process === "" || wanted.process.startsWith("=")) return undefined;
  const beside = findProcess(reading.definitions, wanted.process);
  const found = await findCalled(wanted, beside, reading);
  if (!found) return undefined;
  const { source, definitions, links } = found;
  if (definitions === main.definitions && source.id !== undefined) {
    if (!main.model.scopes[source.id]) readScope(source, undefined, { ...reading, calls: main.calls });
    return source.id;
  }
  const renamed = new Map(
    idsIn(source)
      .filter((id) => main.model.nodes[id] || main.model.flows[id] || main.model.scopes[id])
      .map((id) => [id, freeId(`${wanted.process}:${id}`, main)]),
  );
  const { model, associations, calls } = main;
  if (wanted.binding === "latest" && reading.links.latest !== undefined) main.model.latest = reading.links.latest;
  readScope(source, undefined, { model, associations, calls, definitions, renamed, links });
  return renamed.get(source.id ?? "") ?? source.id;
}

type Source = { source: Moddle; definitions: Moddle; links: Links };

/** The called process: the one beside the call where that is meant, else what the links give. */
async function findCalled(
  wanted: CallModel,
  beside: Moddle | undefined,
  { definitions, links }: Reading,
): Promise<Source | undefined> {
  const here = beside && { source: beside, definitions, links };
  if (here && (isTogether(wanted, links) || isTagged(beside, wanted))) return here;
  const found = await links.process?.(wanted);
  if (found === undefined) return wanted.binding === "versionTag" ? undefined : here;
  const { xml, links: inner } = typeof found === "string" ? { xml: found, links } : found;
  const other = await parseBpmn(xml);
  const source = findProcess(other, wanted.process) ?? onlyProcess(other);
  if (!source || (wanted.binding === "versionTag" && !isTagged(source, wanted))) return undefined;
  return { source, definitions: other, links: inner };
}

function isTagged(process: Moddle, { binding, versionTag }: CallModel): boolean {
  return binding === "versionTag" && text(extension(process, "zeebe:VersionTag"), "value") === versionTag;
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

async function linkDecision(node: NodeModel, main: Reading, { links }: Reading): Promise<void> {
  if (!node.decision || node.decision.decision.startsWith("=")) return;
  const { decision, binding } = node.decision;
  const found = await links.decision?.(node.decision);
  if (found === undefined) {
    refuse(node, `calledDecision ${decision}`);
    return;
  }
  const { model } = main;
  model.decisions ??= {};
  let key = decision;
  // Another version of the same decision is kept beside it.
  for (let number = 2; (model.decisions[key] ?? found) !== found; number += 1) key = `${decision}:${number}`;
  model.decisions[key] = found;
  if (key !== decision) node.decision.model = key;
  if (binding === "latest" && links.latest !== undefined) model.latest = links.latest;
}

function refuse(node: NodeModel, what: string): void {
  node.unsupported = [...(node.unsupported ?? []), what];
}
