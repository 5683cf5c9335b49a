export { dueAt } from "./due.ts";
export { lastMonth, type Period, type PeriodKind, parsePeriod, periodsOfYear } from "./period.ts";
