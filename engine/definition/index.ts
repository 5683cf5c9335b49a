export { canonicalText } from "./canonical.ts";
export { type MaintainedItem, maintainedList, nextCode } from "./code-list.ts";
export { diffPackages, type PackageChange, type PackageDiff } from "./diff.ts";
export { mergeSchema, mergeUi } from "./extend.ts";
export { fieldRightProblems, type NodeRights } from "./field-rights.ts";
export { type Filing, initialValues } from "./initial-values.ts";
export { loadPackage, loadPackages } from "./load.ts";
export { dependencies, loadOrder } from "./load-order.ts";
export type { Access, AccessRule } from "./meta/access.gen.ts";
export type { CodeItem, CodeList } from "./meta/code-list.gen.ts";
export type { Manifest, Menu, ProcessParameter, RecordType } from "./meta/manifest.gen.ts";
export type { DemoAccount, Organization, UnitTemplate } from "./meta/organization.gen.ts";
export type { Role, Roles } from "./meta/roles.gen.ts";
export type { Sample } from "./meta/sample.gen.ts";
export type {
  Chart,
  Column,
  Condition,
  Dimension,
  Filter,
  ListView,
  Measure,
  Sort,
  StatisticsSource,
  StatisticsView,
  Tile,
  Views,
} from "./meta/views.gen.ts";
export type {
  DecisionSource,
  DefinitionPackage,
  LoadContext,
  LoadResult,
  PackageFiles,
  ProcessSource,
  RecordTypeKey,
  UiSchema,
} from "./package.ts";
export type { Problem } from "./problem.ts";
export { readPackage } from "./read.ts";
export { listRecordTypes, type RecordTypeEntry, type ResolvedRecordType } from "./record-type.ts";
export { type Packages, resolveRecordType, UnknownRecordType } from "./resolve.ts";
export { type NodeRoles, taskRoleProblems } from "./task-roles.ts";
export { extendVariants, type ResolvedVariant, variantFor } from "./variant.ts";
