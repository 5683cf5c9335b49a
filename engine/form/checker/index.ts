import type { FormSchema } from "../dialect.ts";
import { valueAt } from "../pointer.ts";
import { type Check, type Compiler, type Finding, finding, type Keyword, type SubSchema } from "./check.ts";
import { compositeKeywords, referenceKeyword } from "./composites.ts";
import { isEndless } from "./endless.ts";
import { listKeywords } from "./lists.ts";
import { kindKeyword, numberKeywords, textKeywords, valueKeywords } from "./scalars.ts";
import { tableKeywords } from "./tables.ts";

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const types: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number" && Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === "boolean",
  array: (value) => Array.isArray(value),
  object: (value) => isObject(value) && !Array.isArray(value),
  null: (value) => value === null,
};

interface Group {
  /** The values it speaks of; none: all. */
  type?: string;
  keywords: Record<string, Keyword>;
}

const groups: readonly Group[] = [
  { keywords: { $ref: referenceKeyword, ...valueKeywords, ...compositeKeywords, "x-kind": kindKeyword } },
  { type: "number", keywords: numberKeywords },
  { type: "string", keywords: textKeywords },
  { type: "array", keywords: listKeywords },
  { type: "object", keywords: tableKeywords },
];

function typeCheck(schema: FormSchema): Check {
  const tests = [schema.type ?? []].flat().map((type) => types[type] ?? (() => true));
  return (data, at, found) => {
    if (tests.length > 0 && !tests.some((test) => test(data))) found.push(finding("type", schema, { data, at }));
  };
}

const run =
  (checks: readonly Check[]): Check =>
  (data, at, found) => {
    for (const check of checks) check(data, at, found);
  };

/** Says that a value has the wrong type where the keywords of the one right type would speak, else before all of them. */
function compileSchema(schema: FormSchema, compiler: Compiler): Check {
  const ofType = typeCheck(schema);
  const [only, ...others] = [schema.type ?? []].flat();
  const parts: Check[] = [];
  let typeIsTold = schema.type === undefined;
  for (const { type, keywords } of groups) {
    const used = Object.entries(keywords).filter(([keyword]) => schema[keyword] !== undefined);
    if (used.length === 0) continue;
    const all = run(used.map(([, keyword]) => keyword(schema, compiler)));
    const isOfGroup = type === undefined ? undefined : types[type];
    if (!isOfGroup) parts.push(all);
    else if (only === type && others.length === 0) {
      typeIsTold = true;
      parts.push((data, at, found) => (isOfGroup(data) ? all : ofType)(data, at, found));
    } else parts.push((data, at, found) => isOfGroup(data) && all(data, at, found));
  }
  return run(typeIsTold ? parts : [ofType, ...parts]);
}

const refused: Check = (data, at, found) => found.push(finding("false schema", {}, { data, at }));
const anything: Check = () => {};

function targetIn(root: FormSchema, reference: string): SubSchema {
  const found = reference.startsWith("#") ? valueAt(root, decodeURIComponent(reference.slice(1))) : undefined;
  if (found === undefined) throw new Error(`can't resolve reference ${reference}`);
  return found as SubSchema;
}

/**
 * Makes a check of a schema of our dialect: draft-07 with local references. It makes functions of functions and no program
 * text, so it runs where a page may not evaluate any. @throws an Error for a reference that leads nowhere
 * or to itself, and for a pattern that RE2 refuses.
 */
export function compileChecker(root: FormSchema): (data: unknown) => Finding[] {
  const known = new Map<unknown, Check>();
  const compiler: Compiler = {
    check(schema) {
      if (schema === false) return refused;
      if (!isObject(schema)) return anything;
      const check = known.get(schema) ?? compileSchema(schema as FormSchema, compiler);
      known.set(schema, check);
      return check;
    },
    target(reference) {
      const target = targetIn(root, reference);
      if (isEndless(target, (other) => targetIn(root, other)))
        throw new Error(`reference ${reference} leads to itself`);
      return target;
    },
  };
  const check = compiler.check(root);
  return (data) => {
    const found: Finding[] = [];
    check(data, null, found);
    return found;
  };
}

export type { Finding } from "./check.ts";
