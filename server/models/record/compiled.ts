import { type AccessPolicy, type Action, compileAccess } from "../../../engine/access/index.ts";
import { type CompiledForm, compileForm } from "../../../engine/form/index.ts";
import { type ViewFields, viewFields } from "../../../engine/view/index.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";

/** What is made of a record type once per version. */
export interface CompiledRecordType {
  form: CompiledForm;
  policy: AccessPolicy;
  fields: ViewFields;
}

/** Records that follow the divisions come and go with them. */
function reservedActions({ recordType }: RegisteredRecordType): Action[] {
  return recordType.perDivision ? ["create", "cancel"] : [];
}

/** Whether a save is in force at once: nothing reviews it, and there is no draft of a record that always exists. */
export function savesInForce({ recordType }: Pick<RegisteredRecordType, "recordType">): boolean {
  return recordType.perDivision !== undefined && recordType.process === undefined;
}

const compiled = new WeakMap<RegisteredRecordType, CompiledRecordType>();

/** Validator, access policy and view fields of a registered record type; compiled on first use. */
export function compiledOf(resolved: RegisteredRecordType): CompiledRecordType {
  const known = compiled.get(resolved);
  if (known) return known;
  const made = {
    form: compileForm(resolved.schema),
    policy: compileAccess(resolved.access, resolved.shortKey, reservedActions(resolved)),
    fields: viewFields(resolved),
  };
  compiled.set(resolved, made);
  return made;
}
