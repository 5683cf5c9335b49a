export { allows, decide } from "./decide.ts";
export { divisionRange } from "./division-range.ts";
export { evaluateCondition } from "./evaluate-condition.ts";
export { type FieldAccess, fieldAccess } from "./field-access.ts";
export { type AccessPolicy, type Action, compileAccess } from "./policy.ts";
export { divisionsAbove, isWithinReach } from "./reach.ts";
export type { RowFacts, Subject } from "./subject.ts";
