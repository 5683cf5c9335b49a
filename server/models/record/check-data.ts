import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { FieldAccess } from "../../../engine/access/index.ts";
import {
  computeFields,
  type FormError,
  isBlank,
  optionErrors,
  resolve,
  type ValidationMode,
  withRowIds,
} from "../../../engine/form/index.ts";
import type { DefinitionRegistry, RegisteredRecordType } from "../../definitions/registry.ts";
import { AppError } from "../../http/problem.ts";
import { compiledOf } from "./compiled.ts";

/** A record's content. */
export type Data = Record<string, unknown>;

const titleOf = (resolved: RegisteredRecordType, field: string) => resolved.schema.properties?.[field]?.title ?? field;

const same = (a: unknown, b: unknown) => isDeepStrictEqual(a, b) || (isBlank(a) && isBlank(b));

/** Refuses data that was not filled rightly, each field with its sentence. */
export function invalidData(errors: readonly FormError[]): AppError {
  const [first] = errors;
  const detail = `有 ${errors.length} 处需要修改${first ? `，如“${first.title || "整张表"}”：${first.message}` : ""}。已填写的内容没有丢失。`;
  return new AppError(422, "invalid-data", detail, { errors: [...errors] });
}

function refuseUnknown(resolved: RegisteredRecordType, data: Data): void {
  const known = resolved.schema.properties ?? {};
  const errors = Object.keys(data)
    .filter((field) => !Object.hasOwn(known, field))
    .map((field) => ({
      pointer: `/${field}`,
      keyword: "additionalProperties",
      message: `表中没有“${field}”这一项，请删去`,
      title: field,
    }));
  if (errors.length > 0) throw invalidData(errors);
}

const shownReadOnly = (ui: RegisteredRecordType["ui"], field: string): boolean => {
  const settings = ui[field] as { "ui:readonly"?: boolean; "ui:options"?: { readonly?: boolean } } | undefined;
  return settings?.["ui:readonly"] === true || settings?.["ui:options"]?.readonly === true;
};

/** Fields the form itself fills or fixes once the record exists, by its schema or its layout. */
function fixedFields({ schema, ui }: RegisteredRecordType): string[] {
  return Object.entries(schema.properties ?? {})
    .map(([field, property]) => [field, resolve(property, schema)] as const)
    .filter(
      ([field, property]) =>
        (property.readOnly || shownReadOnly(ui, field)) && !property["x-computed"] && !property["x-derived"],
    )
    .map(([field]) => field);
}

/**
 * What was sent, with the fields one may not touch as they were. A field that was not sent keeps its value where it is
 * hidden or read-only; one that was sent with another value is refused.
 * @throws AppError 403 naming the field.
 */
function keepProtected(resolved: RegisteredRecordType, before: Data, given: Data, fields: readonly string[]): Data {
  const kept = { ...given };
  for (const field of fields) {
    if (!Object.hasOwn(given, field) || same(given[field], before[field])) {
      if (before[field] !== undefined) kept[field] = before[field];
      continue;
    }
    const message = `您不能修改“${titleOf(resolved, field)}”，请恢复原来的内容后再保存。`;
    throw new AppError(403, "field-not-editable", message, { errors: [{ pointer: `/${field}`, message }] });
  }
  return kept;
}

/** What data is held against. */
export interface Checking {
  /** What the record held. */
  before: Data;
  /** Fields that the form makes read-only may be given as well: nothing stands yet, or a task opens them. */
  evenFixed?: boolean;
  mode: ValidationMode;
  /** Where choices come from. */
  lists: Pick<DefinitionRegistry, "codeList">;
}

/**
 * The data as it will be stored: protected fields kept, computed fields computed anew, checked in the given mode.
 * @throws AppError 403 for a protected field, 422 with every wrong field.
 */
export function checkedData(
  resolved: RegisteredRecordType,
  rights: FieldAccess,
  given: Data,
  { before, evenFixed = false, mode, lists }: Checking,
): Data {
  refuseUnknown(resolved, given);
  const fixed = evenFixed ? [] : fixedFields(resolved);
  const kept = keepProtected(resolved, before, given, [...rights.hidden, ...rights.readOnly, ...fixed]);
  const data = computeFields(resolved.schema, withRowIds(resolved.schema, kept, randomUUID));
  const choices = optionErrors(resolved.schema, data, before, (list) => lists.codeList(list).items);
  const errors = [...compiledOf(resolved).form.validate(data, { mode }), ...choices];
  if (errors.length > 0) throw invalidData(errors);
  return data;
}

/** Values of the top-level fields that differ, as they were before; undefined is told as null. */
export function formerValues(before: Data, after: Data): Data {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...names].filter((field) => !isDeepStrictEqual(before[field], after[field]));
  return Object.fromEntries(changed.map((field) => [field, before[field] ?? null]));
}
