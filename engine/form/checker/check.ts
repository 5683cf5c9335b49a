import type { FormSchema } from "../dialect.ts";
import { formatPointer } from "../pointer.ts";

/** One keyword that a value does not satisfy. */
export interface Finding {
  keyword: string;
  /** JSON pointer of the value in the data. */
  instancePath: string;
  params: Record<string, unknown>;
  /** The keyword's value, and the schema it stands in. */
  schema: unknown;
  parentSchema: FormSchema;
  data: unknown;
  /** Of anyOf and oneOf: what is wrong with each alternative. */
  branches?: Finding[][];
}

/** Where a value stands in the data; null at the root. A chain, so that data without faults costs no text. */
export type Step = { parent: Step; name: string | number } | null;

/** Looks at a value and adds what it finds. */
export type Check = (data: unknown, at: Step, found: Finding[]) => void;

/** A schema as it may stand where one is expected. */
export type SubSchema = FormSchema | boolean;

/** Makes checks of schemas; each schema's once. */
export interface Compiler {
  check(schema: unknown): Check;
  /** The schema that a local `$ref` means. @throws an Error where it leads nowhere. */
  target(reference: string): SubSchema;
}

/** Makes the check of one keyword, where the schema has it. */
export type Keyword = (schema: FormSchema, compiler: Compiler) => Check;

function pathOf(at: Step): string {
  const names: (string | number)[] = [];
  for (let step = at; step; step = step.parent) names.unshift(step.name);
  return formatPointer(names);
}

/** What is found where a keyword fails. */
export function finding(
  keyword: string,
  parentSchema: FormSchema,
  { data, at, params = {} }: { data: unknown; at: Step; params?: Record<string, unknown> },
): Finding {
  return { keyword, instancePath: pathOf(at), params, schema: parentSchema[keyword], parentSchema, data };
}

/** A keyword that one look at the value decides. */
export const deciding =
  (keyword: string, holds: (limit: never) => (data: never) => boolean): Keyword =>
  (schema) => {
    const isFine = holds(schema[keyword] as never);
    return (data, at, found) => {
      if (!isFine(data as never)) found.push(finding(keyword, schema, { data, at }));
    };
  };

/** Whether the value satisfies the check, whatever it would say. */
export function satisfies(check: Check, data: unknown): boolean {
  const found: Finding[] = [];
  check(data, null, found);
  return found.length === 0;
}
