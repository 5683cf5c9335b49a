import { body, child, extension, type Moddle, text } from "./moddle.ts";
import type { LoopModel } from "./model.ts";

/** Reads a standard loop or multi-instance; zeebe's collection where there is one, else BPMN's own. */
export function readLoop(activity: Moddle): LoopModel | undefined {
  const source = child(activity, "loopCharacteristics");
  if (!source) return undefined;
  if (source.$type === "bpmn:StandardLoopCharacteristics") return readStandard(source);
  const zeebe = extension(source, "zeebe:LoopCharacteristics");
  const loop: LoopModel = { kind: source.isSequential === true ? "sequential" : "parallel" };
  set(loop, "cardinality", body(source, "loopCardinality"));
  set(loop, "collection", text(zeebe, "inputCollection") ?? reference(source, "loopDataInputRef", "collection"));
  set(loop, "item", text(zeebe, "inputElement") ?? reference(source, "inputDataItem", "elementVariable"));
  const output = text(zeebe, "outputCollection") ?? reference(source, "loopDataOutputRef");
  set(loop, "outputCollection", output);
  set(loop, "output", text(zeebe, "outputElement") ?? reference(source, "outputDataItem"));
  set(loop, "condition", body(source, "completionCondition"));
  return loop;
}

function readStandard(source: Moddle): LoopModel {
  const loop: LoopModel = { kind: "standard" };
  set(loop, "condition", body(source, "loopCondition"));
  if (source.testBefore === true) loop.testBefore = true;
  const maximum = Number(source.loopMaximum);
  if (Number.isInteger(maximum) && maximum > 0) loop.maximum = maximum;
  return loop;
}

const VENDORS = ["camunda", "operaton", "flowable", "activiti"];

/** The variable that a data reference names; Camunda and its relatives write it as a plain attribute. */
function reference(source: Moddle, property: string, plain?: string): string | undefined {
  const data = child(source, property);
  if (data) return text(data, "name") ?? data.id;
  const attributes = source.$attrs as Record<string, unknown> | undefined;
  const named = VENDORS.map((vendor) => attributes?.[`${vendor}:${plain}`]).find((value) => typeof value === "string");
  return typeof named === "string" && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(named) ? named : undefined;
}

function set<K extends keyof LoopModel>(loop: LoopModel, key: K, value: LoopModel[K] | undefined): void {
  if (value !== undefined) loop[key] = value;
}
