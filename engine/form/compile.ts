import { dropAlternatives, isIncompleteness } from "./alternatives.ts";
import { withoutBlanks } from "./blank.ts";
import { compileChecker, type Finding } from "./checker/index.ts";
import type { FormError, FormSchema } from "./dialect.ts";
import { messageOf, requiredMessage } from "./message.ts";
import { fieldAt, formatPointer, parsePointer } from "./pointer.ts";
import { ruleFindings } from "./rules.ts";

/** `submit` checks everything; `draft` lets what is still missing pass. */
export type ValidationMode = "submit" | "draft";

/** A schema made ready for checking data. */
export interface CompiledForm {
  schema: FormSchema;
  /** What is wrong with the data, at most 200 findings; blank values (null, '', []) count as not filled. */
  validate(data: unknown, options?: { mode?: ValidationMode }): FormError[];
  /** What deserves a second look and yet may stay as it is. */
  warnings(data: unknown): FormError[];
}

const maxErrors = 200;
const maxValues = 500_000;

function countValues(data: unknown, limit: number): number {
  if (typeof data !== "object" || data === null) return 1;
  let count = 1;
  for (const value of Object.values(data)) {
    count += countValues(value, limit - count);
    if (count > limit) break;
  }
  return count;
}

function pointerOf(error: Finding): string {
  const missing =
    error.keyword === "required" || error.keyword === "dependencies" ? error.params.missingProperty : undefined;
  const extra = error.keyword === "additionalProperties" ? error.params.additionalProperty : undefined;
  const own = (missing ?? extra) as string | undefined;
  return own === undefined ? error.instancePath : error.instancePath + formatPointer([own]);
}

function toFormError(error: Finding, root: FormSchema): FormError {
  const pointer = pointerOf(error);
  const field = fieldAt(root, pointer);
  const name = parsePointer(pointer).at(-1) ?? "";
  const message =
    error.keyword === "required" ? requiredMessage(field.schema ?? {}, field.schema?.title ?? name) : messageOf(error);
  return { pointer, keyword: error.keyword, message, title: field.title };
}

/** A choice that another record holds is that record's: it may be one that is offered there since or no longer. */
const chosenElsewhere = (error: Finding, root: FormSchema): boolean =>
  error.keyword === "enum" && fieldAt(root, pointerOf(error)).schema?.["x-derived"] !== undefined;

function firstPerField(errors: FormError[]): FormError[] {
  const seen = new Set<string>();
  return errors.filter(({ pointer, keyword }) => {
    const key = keyword === "rule" ? `${pointer} rule` : pointer;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function check(
  checker: (data: unknown) => Finding[],
  schema: FormSchema,
  data: unknown,
  mode: ValidationMode,
): FormError[] {
  if (countValues(data, maxValues) > maxValues) {
    return [{ pointer: "", keyword: "size", message: "内容太多，请分成几份填报", title: schema.title ?? "" }];
  }
  const filled = withoutBlanks(data);
  const errors = dropAlternatives(checker(filled), mode)
    .filter((error) => (mode === "submit" || !isIncompleteness(error)) && !chosenElsewhere(error, schema))
    .slice(0, maxErrors)
    .map((error) => toFormError(error, schema));
  if (mode === "submit") errors.push(...ruleFindings(schema, filled, "error"));
  return firstPerField(errors);
}

/** Compiles one version's schema, which checkSchema has accepted. @throws an Error where a reference leads nowhere. */
export function compileForm(schema: FormSchema): CompiledForm {
  const checker = compileChecker(schema);
  return {
    schema,
    validate: (data, { mode = "submit" } = {}) => check(checker, schema, data, mode),
    warnings: (data) => ruleFindings(schema, withoutBlanks(data), "warning"),
  };
}
