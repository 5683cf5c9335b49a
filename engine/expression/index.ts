export { compileExpression, checkExpression, type Evaluation, evaluateFeel, type Expression } from './compile.ts';
export { MAX_SOURCE } from './limits.ts';
export type { Problem } from './problem.ts';
