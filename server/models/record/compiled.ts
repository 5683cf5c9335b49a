import { type AccessPolicy, compileAccess } from "../../../engine/access/index.ts";
import { type CompiledForm, compileForm } from "../../../engine/form/index.ts";
import { type ViewFields, viewFields } from "../../../engine/view/index.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";

/** What is made of a record type once per version. */
export interface CompiledRecordType {
  form: CompiledForm;
  policy: AccessPolicy;
  fields: ViewFields;
}

const compiled = new WeakMap<RegisteredRecordType, CompiledRecordType>();

/** Validator, access policy and view fields of a registered record type; compiled on first use. */
export function compiledOf(resolved: RegisteredRecordType): CompiledRecordType {
  const known = compiled.get(resolved);
  if (known) return known;
  const made = {
    form: compileForm(resolved.schema),
    policy: compileAccess(resolved.access, resolved.shortKey),
    fields: viewFields(resolved),
  };
  compiled.set(resolved, made);
  return made;
}
