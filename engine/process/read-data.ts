import { body, child, children, type Moddle, text } from "./moddle.ts";
import type { IoModel, LoopModel, NodeModel } from "./model.ts";

/** Data associations of an activity or event: a data object is a routing variable, so they are variable mappings. */
export function readData(source: Moddle, node: NodeModel): void {
  const inputs = children(source, "dataInputAssociations").flatMap(mappings);
  const outputs = children(source, "dataOutputAssociations").flatMap(mappings);
  if (inputs.length + outputs.length === 0) return;
  if (node.loop) readLoopData(child(source, "loopCharacteristics"), node.loop, inputs, outputs);
  node.io = { inputs: [...(node.io?.inputs ?? []), ...inputs], outputs: [...(node.io?.outputs ?? []), ...outputs] };
}

/**
 * The list of a multi-instance activity is data of the whole of it: where an association fills it from a variable of
 * another name, that one is meant, and where one hands the gathered list on, it is gathered there.
 */
function readLoopData(source: Moddle | undefined, loop: LoopModel, inputs: Mappings, outputs: Mappings): void {
  const list = variableOf(child(source, "loopDataInputRef"));
  const filled = inputs.findIndex(({ target }) => target === list);
  if (list !== undefined && filled >= 0) loop.collection = inputs.splice(filled, 1)[0]?.source ?? list;
  const gathered = variableOf(child(source, "loopDataOutputRef"));
  const handed = outputs.findIndex((output) => output.source === `=${gathered}`);
  if (gathered !== undefined && handed >= 0) loop.outputCollection = outputs.splice(handed, 1)[0]?.target ?? gathered;
}

type Mappings = IoModel["inputs"];

/** One association; where either end is not named (modelers draw such arrows) it only documents. */
function mappings(association: Moddle): IoModel["inputs"] {
  const assigned = children(association, "assignment").flatMap((each) => {
    const [from, to] = [body(each, "from"), body(each, "to")];
    return from && to ? [{ source: from, target: to.replace(/^=\s*/, "") }] : [];
  });
  if (assigned.length > 0) return assigned;
  const target = variableOf(child(association, "targetRef"));
  const from = variableOf(children(association, "sourceRef")[0]);
  const value = body(association, "transformation") ?? (from === undefined ? undefined : `=${from}`);
  if (target === undefined || value === undefined || from === target) return [];
  return [{ source: value, target }];
}

/** The routing variable of a data object, input, output or property: its name where that is one, else its id. */
function variableOf(data: Moddle | undefined): string | undefined {
  const name = text(data, "name") ?? text(child(data, "dataObjectRef"), "name");
  if (name?.startsWith("__")) return undefined;
  const isName = name !== undefined && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name);
  return isName ? name : (child(data, "dataObjectRef")?.id ?? data?.id);
}
