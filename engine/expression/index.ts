export { checkExpression, compileExpression, type Evaluation, type Expression, evaluateFeel } from "./compile.ts";
export type { Problem } from "./problem.ts";
