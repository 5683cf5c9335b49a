import { isDeepStrictEqual } from "node:util";
import type { ErrorObject, ValidateFunction } from "ajv";
import test from "ava";
import fc from "fast-check";
import { createAjv } from "../../../engine/form/ajv.ts";
import { dropAlternatives } from "../../../engine/form/alternatives.ts";
import { compileChecker, type Finding } from "../../../engine/form/checker/index.ts";
import { compileForm, type FormSchema } from "../../../engine/form/index.ts";

type Mode = "draft" | "submit";
type Told = [path: string, keyword: string, name: string];

/** The names in ajv's parameters that a message is made of; which two items are the same may be told either way. */
const nameIn = ({ missingProperty, additionalProperty, property, propertyName }: Record<string, unknown>): string =>
  [property, missingProperty, additionalProperty, propertyName].filter((name) => name !== undefined).join(" ");

const composites = new Set(["anyOf", "oneOf", "contains"]);

/** What ajv finds, with one finding for each anyOf, oneOf and contains, and none for `if` itself. */
function byAjv(validate: ValidateFunction, data: unknown, mode: Mode): Told[] {
  const errors: ErrorObject[] = validate(data) ? [] : (validate.errors ?? []);
  const inner = (one: ErrorObject, outer: ErrorObject) =>
    one !== outer &&
    one.schemaPath.startsWith(`${outer.schemaPath}/`) &&
    one.instancePath.startsWith(outer.instancePath);
  const outer = errors.filter(({ keyword }) => composites.has(keyword));
  // What stands within a list that lacks an item, or within another choice, is no finding of its own there either.
  const isBehindAnother = (each: ErrorObject, one: ErrorObject) =>
    outer.some((between) => between !== one && inner(between, one) && inner(each, between));
  const isPardoned = (one: ErrorObject) => {
    if (mode === "submit" || one.keyword === "contains") return false;
    const branches = new Map<string, ErrorObject[]>();
    for (const each of errors.filter((other) => inner(other, one) && !isBehindAnother(other, one))) {
      const branch = each.schemaPath.slice(one.schemaPath.length + 1).split("/")[0] as string;
      if (each.keyword !== "if") branches.set(branch, [...(branches.get(branch) ?? []), each]);
    }
    return [...branches.values()].some((branch) => branch.every((each) => missing.has(each.keyword)));
  };
  return errors
    .filter((one) => one.keyword !== "if" && !outer.some((each) => inner(one, each)) && !isPardoned(one))
    .map(({ instancePath, keyword, params }) => [
      instancePath,
      keyword,
      keyword === "uniqueItems" ? "" : nameIn(params),
    ]);
}

const missing = new Set(["required", "minItems", "minProperties", "dependencies", "contains"]);

const ours = (check: (data: unknown) => Finding[], data: unknown, mode: Mode): Told[] =>
  dropAlternatives(check(data), mode).map(({ instancePath, keyword, params }: Finding) => [
    instancePath,
    keyword,
    keyword === "uniqueItems" ? "" : nameIn(params),
  ]);

const names = fc.constantFrom("a", "b", "c", "x/y");
const number = fc.constantFrom(-1, 0, 0.1, 0.3, 1, 2, 2.5, 7);
const text = fc.constantFrom(
  ...["", "a", "ab", "乙丙", "😀", "2026-02-29", "2024-02-29", "2026-03", "09:30:00", "2026-03-15T09:30:00+08:00"],
  ...[
    "name@example.cn",
    "https://example.cn",
    "11010119900307123X",
    "13800000000",
    "c56a4180-65aa-42ec-a945-5fd21dec0538",
  ],
);
const plain = fc.oneof(number, text, fc.boolean(), fc.constant(null));
const data = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    plain,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(names, tie("value"), { maxKeys: 3, noNullPrototype: true }),
    fc.record(
      { start: fc.constantFrom("2026-01-02", ""), end: fc.constantFrom("2026-01-01", "2026-03-04") },
      { noNullPrototype: true },
    ),
  ),
})).value;

const size = fc.constantFrom(0, 1, 2, 3);
const kind = fc.constantFrom("string", "number", "integer", "boolean", "array", "object", "null");
const formats = fc.constantFrom(
  ...["date", "time", "date-time", "email", "uri", "uuid", "idCard", "creditCode", "phone", "month", "year", "unknown"],
);

/** Schemas of everything the dialect allows; a reference stands where ajv, too, tells what is behind it as its own. */
const schemas = fc.letrec<{ schema: FormSchema; plain: FormSchema; sub: FormSchema | boolean; inner: FormSchema }>(
  (tie) => {
    const parts = (sub: "sub" | "inner") => {
      const one = tie(sub) as fc.Arbitrary<unknown>;
      const some = fc.array(one, { minLength: 1, maxLength: 3 });
      const alternative = tie("inner") as fc.Arbitrary<unknown>;
      return {
        type: fc.oneof(kind, fc.uniqueArray(kind, { minLength: 1, maxLength: 3 })),
        ...{ maximum: number, minimum: number, exclusiveMaximum: number, exclusiveMinimum: number },
        multipleOf: fc.constantFrom(0.1, 0.01, 1, 2.5),
        ...{ maxLength: size, minLength: size, pattern: fc.constantFrom("^a", "b$", "[0-9]+"), format: formats },
        ...{ const: data, enum: fc.uniqueArray(data, { minLength: 1, maxLength: 3, comparator: isDeepStrictEqual }) },
        ...{ maxItems: size, minItems: size, uniqueItems: fc.boolean() },
        items: fc.oneof(one, some),
        ...{ additionalItems: one, contains: alternative },
        ...{ maxProperties: size, minProperties: size, required: fc.uniqueArray(names, { maxLength: 3 }) },
        ...{ propertyNames: alternative, additionalProperties: fc.oneof(one, fc.constant(false)) },
        dependencies: fc.dictionary(names, fc.oneof(fc.uniqueArray(names, { maxLength: 2 }), one), { maxKeys: 2 }),
        properties: fc.dictionary(names, one, { maxKeys: 3, noNullPrototype: true }),
        patternProperties: fc.dictionary(fc.constantFrom("^a", "[bc]"), one, { maxKeys: 2, noNullPrototype: true }),
        ...{ allOf: some, not: alternative, if: alternative, else: one },
        // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own keyword
        then: one,
        anyOf: fc.array(alternative, { minLength: 1, maxLength: 3 }),
        oneOf: fc.array(alternative, { minLength: 1, maxLength: 3 }),
        "x-kind": fc.constantFrom("dateRange", "text"),
      };
    };
    // A few keywords at a time, or nothing ever holds.
    const few = (all: Record<string, fc.Arbitrary<unknown>>) =>
      fc.subarray(Object.keys(all), { minLength: 0, maxLength: 4 }).chain((chosen) =>
        fc.record(Object.fromEntries(chosen.map((name) => [name, all[name] as fc.Arbitrary<unknown>])), {
          noNullPrototype: true,
        }),
      ) as fc.Arbitrary<FormSchema>;
    const leaf = parts("inner");
    const scalars = ["type", "maximum", "minimum", "maxLength", "minLength", "pattern", "format", "const", "enum"];
    const simple = few(Object.fromEntries(Object.entries(leaf).filter(([name]) => scalars.includes(name))));
    return {
      plain: simple,
      inner: fc.oneof({ depthSize: "small" }, simple, few(parts("inner"))),
      sub: fc.oneof(
        { depthSize: "small" },
        simple,
        fc.boolean(),
        fc.constantFrom({ $ref: "#/definitions/a" }, { $ref: "#/definitions/b", minLength: 2 } as FormSchema),
        few(parts("sub")),
      ),
      schema: fc
        .tuple(few(parts("sub")), tie("plain") as fc.Arbitrary<FormSchema>, tie("inner") as fc.Arbitrary<FormSchema>)
        .map(([schema, a, b]) => ({ ...schema, definitions: { a, b } })),
    };
  },
).schema;

test("every schema of the dialect is checked as ajv checks it, finding by finding, also in a draft", (t) => {
  let faulty = 0;
  const agree = fc.property(schemas, fc.array(data, { minLength: 1, maxLength: 4 }), (schema, values) => {
    const [check, validate] = [compileChecker(schema), createAjv().compile(schema)];
    for (const value of values) {
      for (const mode of ["submit", "draft"] as const) {
        const [found, expected] = [ours(check, value, mode), byAjv(validate, value, mode)];
        faulty += expected.length > 0 ? 1 : 0;
        if (isDeepStrictEqual(found, expected)) continue;
        throw new Error(JSON.stringify({ value, mode, found, expected }));
      }
    }
  });
  fc.assert(agree, { numRuns: Number(process.env.CHECKER_RUNS ?? 250) });
  t.true(faulty > 200, `${faulty} faulty values say that something was checked`);
});

test("an alternative behind a reference, and a list that lacks an item, is one finding; a schema may hold itself", (t) => {
  const tree: FormSchema = {
    definitions: {
      short: { type: "string", maxLength: 1 },
      node: { type: "object", required: ["name"], properties: { below: { items: { $ref: "#/definitions/node" } } } },
    },
    properties: {
      either: { anyOf: [{ $ref: "#/definitions/short" }, { type: "number" }] },
      list: { contains: { const: 1 } },
      tree: { $ref: "#/definitions/node" },
    },
  };
  const check = compileChecker(tree);
  const told = (data: unknown) => check(data).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
  t.deepEqual(told({ either: "ab", list: [2, 3] }), ["/either anyOf", "/list contains"]);
  t.deepEqual(told({ either: "a", list: [2, 1] }), []);
  t.deepEqual(told({ tree: { name: "a", below: [{ name: "b" }, { below: [{}] }] } }), [
    "/tree/below/1 required",
    "/tree/below/1/below/0 required",
  ]);
  t.throws(() => compileChecker({ $ref: "#/definitions/nowhere" }), { message: /nowhere/ });
  for (const turns of [
    { $ref: "#" },
    { allOf: [{ $ref: "#" }] },
    { if: {}, else: { not: { $ref: "#" } } },
  ] as FormSchema[])
    t.throws(() => compileChecker(turns), { message: /leads to itself/ }, JSON.stringify(turns));
});

test("the checker makes no program text: it runs where a page may not evaluate any", (t) => {
  const { Function: kept } = globalThis;
  t.teardown(() => {
    globalThis.Function = kept;
  });
  globalThis.Function = class {
    constructor() {
      throw new EvalError("Refused to evaluate a string as JavaScript");
    }
  } as unknown as FunctionConstructor;
  const form = compileForm({ type: "object", properties: { a: { type: "string", pattern: "^a", format: "date" } } });
  t.deepEqual(form.validate({ a: "b" }).length, 1);
  t.throws(() => createAjv().compile({ type: "string" }), { instanceOf: EvalError });
});
