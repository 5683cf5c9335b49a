export { companions } from "./companions.ts";
export { type Asker, declaredValue, forAsker } from "./condition-values.ts";
export { allOf, conditionFields, conjuncts } from "./conditions.ts";
export { drillRequest } from "./drill.ts";
export { filterCondition } from "./filter-condition.ts";
export { listAnalysis } from "./list-analysis.ts";
export { buildListQuery } from "./list-query.ts";
export { pivot } from "./pivot.ts";
export type {
  GroupRow,
  HeadCell,
  Labels,
  Member,
  PivotCell,
  PivotColumn,
  PivotRow,
  PivotTable,
} from "./pivot-table.ts";
export { type ProjectedField, projectedFields } from "./projected-fields.ts";
export type { GroupBy, Query, QuerySource, Reader } from "./query.ts";
export type { FilterValue, ListRequest, Scalar, StatisticsRequest } from "./request.ts";
export {
  type SourceShare,
  shareRequest,
  sourceGroups,
  sourceLabels,
  sourceRequest,
  sourceShares,
  sourceView,
} from "./sources.ts";
export { buildStatisticsQuery, originField } from "./statistics-query.ts";
export { ViewError, type ViewErrorCode } from "./view-error.ts";
export type { SqlType, ViewField, ViewFieldKind, ViewFields } from "./view-field.ts";
export { viewFields } from "./view-fields.ts";
