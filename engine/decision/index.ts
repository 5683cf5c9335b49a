export { checkDecision, compileDecision } from "./compile.ts";
export { evaluateDecision } from "./evaluate.ts";
export type { DecisionModel, DecisionNode, TableModel } from "./model.ts";
export { type CalledDecision, calledDecisionProblems, type PackageDecisions, packageDecisions } from "./package.ts";
