import type { Manifest, PackageFiles, Problem } from "../../engine/definition/index.ts";
import { compileFieldTable, type FieldTable, type FormSchema, fieldTableProblems } from "../../engine/form/index.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { unknownNames } from "./unknown-names.ts";

/** What the form of a record extends, and what it is called. */
export interface FormIdentity {
  key: string;
  title: string;
  base: RegisteredRecordType;
}

/** Name of the file that keeps the officer's own table beside what is compiled from it. */
export const fieldTableFile = "field-table.json";

/** A package's permanent key from the random end of the record's id. */
export function formKey(recordId: string): string {
  return `form-${recordId.slice(-12)}`;
}

/** A problem of the field table as the check of the package tells its own. */
export function tableProblem(rule: string, pointer: string | undefined, message: string): Problem {
  return { severity: "error", rule, file: fieldTableFile, ...(pointer !== undefined && { pointer }), message };
}

/**
 * What keeps the table from becoming this form; a field cannot stand in for one that the base has already, and formulas
 * speak of fields that either has.
 */
export function formProblems(table: FieldTable, { base }: FormIdentity): Problem[] {
  const found = fieldTableProblems(table).map(({ pointer, message }) => tableProblem("field-table", pointer, message));
  if (found.length > 0) return found;
  const names = Object.keys(compileFieldTable(table).schema.properties ?? {});
  const taken = names.flatMap((name, at) => {
    const field = base.schema.properties?.[name];
    if (!field) return [];
    const message = `英文名“${name}”已由“${field.title ?? name}”使用，请给“${table.fields[at]?.title}”换一个英文名`;
    return [tableProblem("field-name-free", `/fields/${at}/name`, message)];
  });
  const unknown = unknownNames(table, Object.keys(base.schema.properties ?? {}));
  return [...taken, ...unknown.map(({ pointer, message }) => tableProblem("field-name-known", pointer, message))];
}

/** Packages whose records or code lists a schema speaks of. */
function mentioned(schema: FormSchema): Set<string> {
  const found = new Set<string>();
  JSON.stringify(schema, (key, value) => {
    if (key === "x-reference" && typeof value?.recordType === "string") found.add(value.recordType.split("/")[0]);
    if (key === "x-options" && typeof value?.list === "string") found.add(value.list.split("/")[0]);
    return value;
  });
  return found;
}

/** The definition package that a field table without problems stands for. */
export function formPackage(table: FieldTable, { key, title, base }: FormIdentity): PackageFiles {
  const { schema, uiSchema, variants } = compileFieldTable(table);
  const dependsOn = [...mentioned(schema)].filter((each) => each !== key && each !== base.definitionKey).sort();
  const manifest: Manifest = {
    key,
    title: title.slice(0, 60),
    version: "1.0.0",
    extends: { package: base.definitionKey, recordType: base.shortKey },
    ...(dependsOn.length > 0 && { dependsOn }),
    recordTypes: [
      {
        // Its records are the base's records, so the short key is the same.
        key: base.shortKey,
        title: title.slice(0, 60),
        schema: "form.schema.json",
        ui: "form.ui.json",
        titleField: base.recordType.titleField,
        ...(variants.length > 0 && { variants }),
      },
    ],
  };
  const text = (content: unknown): string => JSON.stringify(content, null, 2);
  return {
    "manifest.json": text(manifest),
    "form.schema.json": text(schema),
    "form.ui.json": text(uiSchema),
    [fieldTableFile]: text(table),
  };
}
