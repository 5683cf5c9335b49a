export { dueAt } from "./due.ts";
export { type Period, type PeriodKind, parsePeriod, periodsOfYear } from "./period.ts";
