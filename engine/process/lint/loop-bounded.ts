import { type LoopModel, type NodeModel, type ProcessModel, titleOf } from "../model.ts";
import { constantOf } from "./constant.ts";
import { rests } from "./loop-waits.ts";
import { error, nodesIn, type Rule, warning } from "./rule.ts";

/** Most instances or rounds that may be written into a model. */
const MOST = 1000;

/** An activity done several times says how often, within bounds; a standard loop comes to an end. */
export const loopBounded: Rule = (model) =>
  nodesIn(model).flatMap((node) => {
    if (!node.loop) return [];
    const found = node.loop.kind === "standard" ? standard(model, node, node.loop) : multiple(node.loop);
    if (found !== null) return [error("loop-bounded", node.id, `节点${titleOf(node)}${found}`)];
    if (constantOf(node.loop.cardinality) !== 0) return [];
    return [warning("loop-bounded", node.id, `节点${titleOf(node)}的多实例次数是 0，永远不会办理，请修改次数`)];
  });

function standard(model: ProcessModel, node: NodeModel, loop: LoopModel): string | null {
  if (loop.maximum === undefined && (loop.condition === undefined || constantOf(loop.condition) === true)) {
    return "的标准循环没有循环条件也没有最多次数，会永远循环，请至少填写一项";
  }
  if (loop.maximum === undefined && !rests(model, node)) {
    return "的标准循环中没有等待的节点，请填写最多次数，以免不停顿地循环";
  }
  return (loop.maximum ?? 0) > MOST ? `的标准循环最多 ${MOST} 次，现在是 ${loop.maximum} 次，请减少` : null;
}

function multiple(loop: LoopModel): string | null {
  if (loop.cardinality === undefined && loop.collection === undefined) {
    return "是多实例，但没有写明次数或集合，请填写其中一项";
  }
  const value = constantOf(loop.collection ?? loop.cardinality);
  if (value === undefined) return null;
  if (loop.collection !== undefined) {
    if (!Array.isArray(value)) return `的多实例集合“${loop.collection}”不是列表，请改成列表`;
    return value.length > MOST ? `的多实例集合有 ${value.length} 项，最多 ${MOST} 项，请减少` : null;
  }
  const count = Number(value);
  if (!Number.isInteger(count) || count < 0) return `的多实例次数“${loop.cardinality}”不是自然数，请修改`;
  return count > MOST ? `的多实例次数是 ${count}，最多 ${MOST}，请减少` : null;
}
