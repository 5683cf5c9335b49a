import type { Problem } from "../expression/index.ts";
import { type DecisionModel, titleOf } from "./model.ts";

/** Required decisions must be in the file, and must not require one another in a circle. */
export function requirementProblems(model: DecisionModel): Problem[] {
  const problems: Problem[] = [];
  const done = new Set<string>();
  for (const node of Object.values(model.decisions)) {
    for (const id of node.requires) {
      if (Object.hasOwn(model.decisions, id)) continue;
      const message = `决策${titleOf(node)}要求的决策“${id}”不在文件里（或本身有误），请补上或去掉这条要求`;
      problems.push({ rule: "decision-required", severity: "error", message });
    }
    if (comesBack(model, node.id, done)) {
      const message = `决策${titleOf(node)}直接或间接地要求它自己，请去掉其中一条要求`;
      problems.push({ rule: "decision-cycle", severity: "error", message });
      break;
    }
  }
  return problems;
}

/** Whether following requirements from a decision comes round in a circle; `done` are those known not to. */
function comesBack(model: DecisionModel, start: string, done: Set<string>): boolean {
  const open = new Set<string>();
  const visit = (id: string): boolean => {
    if (open.has(id)) return true;
    const node = done.has(id) ? undefined : model.decisions[id];
    if (!node) return false;
    open.add(id);
    if (node.requires.some(visit)) return true;
    open.delete(id);
    done.add(id);
    return false;
  };
  return visit(start);
}
