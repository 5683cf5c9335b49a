import { accessAction } from "./access-action.ts";
import { accessFieldExists } from "./access-field-exists.ts";
import { accessRecordTypeExists } from "./access-record-type-exists.ts";
import { childReferencePointsBack } from "./child-reference-points-back.ts";
import { codeListExists } from "./code-list-exists.ts";
import { conditionWellFormed } from "./condition-well-formed.ts";
import { decisionFileExists } from "./decision-file-exists.ts";
import { derivedSourceExists } from "./derived-source-exists.ts";
import { dispatchFeelParses } from "./dispatch-feel-parses.ts";
import { dispatchTargetsExist } from "./dispatch-targets-exist.ts";
import { drillListExists } from "./drill-list-exists.ts";
import { extendsTargetKnown } from "./extends-target-known.ts";
import { fieldTitled } from "./field-titled.ts";
import { inheritableIsOwned } from "./inheritable-is-owned.ts";
import { initialFieldExists } from "./initial-field-exists.ts";
import { menuRoleKnown } from "./menu-role-known.ts";
import { menuViewExists } from "./menu-view-exists.ts";
import { optionParentExists } from "./option-parent-exists.ts";
import { perDivisionFeelParses } from "./per-division-feel-parses.ts";
import { perDivisionFields } from "./per-division-fields.ts";
import { perDivisionMaintained } from "./per-division-maintained.ts";
import { processFileExists } from "./process-file-exists.ts";
import { processKeyExists } from "./process-key-exists.ts";
import { publicListSafe } from "./public-list-safe.ts";
import { recordTypeKeyUnique } from "./record-type-key-unique.ts";
import { referenceTargetExists } from "./reference-target-exists.ts";
import { referenceWithinDivision } from "./reference-within-division.ts";
import { roleMemberKnown } from "./role-member-known.ts";
import { rowChoiceExists } from "./row-choice-exists.ts";
import type { Rule } from "./rule.ts";
import { samplesHold } from "./samples-hold.ts";
import { schemaFeelParses } from "./schema-feel-parses.ts";
import { schemaFileExists } from "./schema-file-exists.ts";
import { schemaLimits } from "./schema-limits.ts";
import { schemaReferenceExists } from "./schema-reference-exists.ts";
import { statisticsKeyExists } from "./statistics-key-exists.ts";
import { statisticsSourceExists } from "./statistics-source-exists.ts";
import { tileListExists } from "./tile-list-exists.ts";
import { titleFieldExists } from "./title-field-exists.ts";
import { titleNotHidden } from "./title-not-hidden.ts";
import { uiFileExists } from "./ui-file-exists.ts";
import { uiOrderNamesField } from "./ui-order-names-field.ts";
import { uniqueFieldExists } from "./unique-field-exists.ts";
import { variantFieldExists } from "./variant-field-exists.ts";
import { variantLevelOnce } from "./variant-level-once.ts";
import { variantLevelsMeet } from "./variant-levels-meet.ts";
import { viewFieldExists } from "./view-field-exists.ts";
import { viewRecordTypeExists } from "./view-record-type-exists.ts";

/** Every rule across the files of a package. */
export const rules: readonly Rule[] = [
  accessAction,
  accessFieldExists,
  accessRecordTypeExists,
  childReferencePointsBack,
  codeListExists,
  conditionWellFormed,
  decisionFileExists,
  derivedSourceExists,
  dispatchFeelParses,
  dispatchTargetsExist,
  drillListExists,
  extendsTargetKnown,
  fieldTitled,
  inheritableIsOwned,
  initialFieldExists,
  menuRoleKnown,
  menuViewExists,
  optionParentExists,
  perDivisionFeelParses,
  perDivisionFields,
  perDivisionMaintained,
  processFileExists,
  processKeyExists,
  publicListSafe,
  recordTypeKeyUnique,
  referenceTargetExists,
  referenceWithinDivision,
  roleMemberKnown,
  rowChoiceExists,
  samplesHold,
  schemaFeelParses,
  schemaFileExists,
  schemaLimits,
  schemaReferenceExists,
  statisticsKeyExists,
  statisticsSourceExists,
  tileListExists,
  titleFieldExists,
  titleNotHidden,
  uiFileExists,
  uiOrderNamesField,
  uniqueFieldExists,
  variantFieldExists,
  variantLevelOnce,
  variantLevelsMeet,
  viewFieldExists,
  viewRecordTypeExists,
];
