export { checkExpression, compileExpression, type Evaluation, type Expression, evaluateFeel } from "./compile.ts";
export type { Problem } from "./problem.ts";
export { parseTemporal, type Temporal, type TemporalKind } from "./temporal.ts";
export { checkUnaryTest, compileUnaryTest, type UnaryTest } from "./unary.ts";
