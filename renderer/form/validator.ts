import {
  type ErrorSchema,
  ErrorSchemaBuilder,
  type RJSFSchema,
  type RJSFValidationError,
  type ValidatorType,
} from "@rjsf/utils";
import { compileForm, type FormError, type FormSchema, parsePointer } from "../../engine/form/index.ts";

const toRjsf = ({ pointer, keyword, message, title }: FormError): RJSFValidationError => ({
  name: keyword,
  property: parsePointer(pointer)
    .map((part) => `.${part}`)
    .join(""),
  message,
  title,
  stack: `${title} ${message}`,
});

function toErrorSchema(errors: readonly FormError[]): ErrorSchema {
  const builder = new ErrorSchemaBuilder();
  for (const { pointer, message } of errors) builder.addErrors(message, parsePointer(pointer));
  return builder.ErrorSchema;
}

/** rjsf's validator interface over the engine's compiled form; `validate` checks the form, conditions are compiled once each. */
export function createValidator(validate: () => FormError[]): ValidatorType {
  const conditions = new WeakMap<RJSFSchema, (data: unknown) => boolean>();
  const conditionOf = (schema: RJSFSchema, root: RJSFSchema) => {
    const known = conditions.get(schema);
    if (known) return known;
    const form = compileForm({ definitions: root.definitions ?? {}, ...schema } as FormSchema);
    const holds = (data: unknown) => form.validate(data).length === 0;
    conditions.set(schema, holds);
    return holds;
  };
  return {
    validateFormData: () => {
      const errors = validate();
      return { errors: errors.map(toRjsf), errorSchema: toErrorSchema(errors) };
    },
    isValid: (schema, data, root) => conditionOf(schema, root)(data),
    rawValidation: () => ({ errors: [] }),
  };
}
