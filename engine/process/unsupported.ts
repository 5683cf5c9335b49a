import { children, extensions, type Moddle, text } from "./moddle.ts";
import type { NodeModel } from "./model.ts";

const ALWAYS_KNOWN = new Set(["zeebe:Properties", "zeebe:VersionTag", "zeebe:IoMapping", "tianbao:RecordState"]);

/** Most instances that a multi-instance activity may ask for outright. */
const MOST_INSTANCES = 1000;

/** Constructs on a node that this engine does not run, by name; known extension elements are its own and `known`. */
export function unsupportedIn(
  source: Moddle,
  node: NodeModel,
  event: string | undefined,
  known: readonly string[],
): string[] {
  const found: string[] = [];
  if (node.kind === "unsupported") found.push([event, node.type].filter(Boolean).join(" "));
  else if (event !== undefined && !isComplete(node)) found.push([event, node.type].join(" "));
  if (node.loop && !loopRuns(source, node)) found.push(loopWord(node));
  // How many tokens begin an activity, and how many leave it: BPMN's default is one.
  for (const word of ["startQuantity", "completionQuantity"]) {
    if (source[word] !== undefined && Number(source[word]) !== 1) found.push(`${word} ${String(source[word])}`);
  }
  const own = extensions(source)
    .map((item) => item.$type)
    .filter((type) => /^(zeebe|tianbao):/.test(type));
  found.push(...own.filter((type) => !known.includes(type) && !ALWAYS_KNOWN.has(type)));
  return found;
}

/** Whether each definition of an event says what it catches or throws; timers and messages have rules of their own. */
function isComplete(node: NodeModel): boolean {
  if (/^(timer|message|terminate|cancel|eventSubProcess)/.test(node.kind)) return true;
  const throws = node.type === "EndEvent" || node.type === "IntermediateThrowEvent";
  return (node.multiple ?? [node]).every((definition) => {
    const thrown = definition.error ?? definition.escalation;
    if (thrown) return !throws || thrown.code !== undefined;
    const { timer, message, signal, condition, compensation, link } = definition;
    return [timer, message, signal, condition, compensation, link].some((each) => each !== undefined);
  });
}

function loopWord(node: NodeModel): string {
  return node.loop?.kind === "standard" ? "StandardLoopCharacteristics" : "MultiInstanceLoopCharacteristics";
}

/** A loop has something that ends it, and instances only report all together. */
function loopRuns(source: Moddle, { loop }: NodeModel): boolean {
  const characteristics = source.loopCharacteristics as Moddle | undefined;
  if (loop?.kind === "standard") return loop.condition !== undefined || loop.maximum !== undefined;
  const behavior = text(characteristics, "behavior");
  if (behavior !== undefined && behavior !== "All") return false;
  if (children(characteristics, "complexBehaviorDefinition").length > 0) return false;
  if (Number(loop?.cardinality?.replace(/^=/, "")) > MOST_INSTANCES) return false;
  return loop?.cardinality !== undefined || loop?.collection !== undefined;
}
