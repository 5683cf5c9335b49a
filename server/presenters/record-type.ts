import { decide, fieldAccess } from "../../engine/access/index.ts";
import { initialValues } from "../../engine/definition/index.ts";
import { applyFieldRights, type FieldRight } from "../../engine/form/index.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { isFiledAt } from "../definitions/variant.ts";
import { compiledOf, savesInForce } from "../models/record/compiled.ts";
import { filingOf } from "../models/record/filing.ts";

const canCreate = (resolved: RegisteredRecordType, subject: Subject) =>
  isFiledAt(resolved, subject.level) && decide(compiledOf(resolved).policy, subject, "create") !== false;

/** A record type as one reader meets it: the schema without what is hidden from him, read-only where he may not edit. */
export function presentRecordType(
  ctx: AppContext,
  subject: Subject,
  resolved: RegisteredRecordType,
): Record<string, unknown> {
  const { hidden, readOnly } = fieldAccess(compiledOf(resolved).policy, subject);
  const rights: Record<string, FieldRight> = Object.fromEntries(
    readOnly.map((field) => [`/${field}`, "read" as const]),
  );
  const schema = applyFieldRights(resolved.schema, rights);
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => !hidden.includes(name));
  const required = (schema.required ?? []).filter((name) => !hidden.includes(name));
  const { recordType } = resolved;
  return {
    recordType: resolved.storedKey,
    title: resolved.title,
    definitionKey: resolved.definitionKey,
    versionNumber: resolved.versionNumber,
    versionId: resolved.versionId,
    schema: { ...schema, properties: Object.fromEntries(properties), required },
    uiSchema: resolved.ui,
    variant: resolved.variant ?? null,
    titleField: recordType.titleField,
    initial: initialValues(recordType, filingOf(ctx, subject)),
    children: (recordType.children ?? []).map(({ recordType: key, field, title }) => {
      const child = ctx.definitions.recordType(childKey(resolved, key));
      return { recordType: child.storedKey, field, title: title ?? child.title, canCreate: canCreate(child, subject) };
    }),
    ownForm: recordType.ownForm ?? null,
    dispatch: recordType.dispatch !== undefined,
    savesInForce: savesInForce(resolved),
    abilities: { canCreate: canCreate(resolved, subject) },
    hidden,
    readOnly,
  };
}

/** Inside a package the short key is used; a form that extends takes its base's package. */
export function childKey(resolved: RegisteredRecordType, key: string): string {
  return key.includes("/") ? key : `${resolved.storedKey.split("/")[0]}/${key}`;
}
