export { isBlank } from "./blank.ts";
export { checkSchema } from "./check-schema.ts";
export { type CompiledForm, compileForm, type ValidationMode } from "./compile.ts";
export { computeFields } from "./computed.ts";
export { defaults } from "./defaults.ts";
export { type DerivedValue, derivedValues, deriveFields, hasDerived, unknownSource } from "./derived.ts";
export {
  type CrossFieldRule,
  type FieldKind,
  type FormError,
  type FormSchema,
  fieldKinds,
  type Problem,
} from "./dialect.ts";
export { type DiffOptions, diffData, type FieldChange } from "./diff.ts";
export { displayValue, type Naming } from "./display.ts";
export { applyFieldRights, type FieldRight, type FieldRights } from "./field-rights.ts";
export {
  checkMessage,
  comparableFields,
  comparisonsOf,
  comparisonTitle,
} from "./field-table/checks.ts";
export { type CompiledTable, compileFieldTable, type UiSchema } from "./field-table/compile.ts";
export type { Comparison, Field, FieldCheck, FieldOption, FieldTable, FieldTerm } from "./field-table/field-table.ts";
export { readFormula, showFormula } from "./field-table/formula.ts";
export { fieldName, nextFieldId } from "./field-table/ids.ts";
export { emptyLevels, fieldLevels, type Level, type LevelForm, levels, levelTitle } from "./field-table/levels.ts";
export { ownDivision, referenceOf } from "./field-table/links.ts";
export { fieldTableProblems } from "./field-table/problems.ts";
export { readFieldTable } from "./field-table/read.ts";
export { type SourceField, sourceFields } from "./field-table/sources.ts";
export { kindOf, typeOf } from "./kind.ts";
export { type Merge, mergeData } from "./merge.ts";
export { type Option, optionErrors } from "./options.ts";
export { fieldAt, formatPointer, parsePointer, resolve, resolveRow, titleBeside, valueAt } from "./pointer.ts";
export { withRowIds } from "./row-ids.ts";
export type { NamingIn } from "./row-text.ts";
export { sameValue } from "./same.ts";
