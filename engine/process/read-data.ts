import { body, child, children, type Moddle, text } from "./moddle.ts";
import type { IoModel, NodeModel } from "./model.ts";

/** Data associations of an activity or event: a data object is a routing variable, so they are variable mappings. */
export function readData(source: Moddle, node: NodeModel): void {
  const inputs = children(source, "dataInputAssociations").flatMap(mappings);
  const outputs = children(source, "dataOutputAssociations").flatMap(mappings);
  if (inputs.length + outputs.length === 0) return;
  node.io = { inputs: [...(node.io?.inputs ?? []), ...inputs], outputs: [...(node.io?.outputs ?? []), ...outputs] };
}

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
