export { checkExpression, compileExpression, type Evaluation, type Expression, evaluateFeel } from "./compile.ts";
export { MAX_SOURCE } from "./limits.ts";
export type { Problem } from "./problem.ts";
