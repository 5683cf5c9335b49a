import { type Check, type Compiler, deciding, type Finding, finding, type Keyword, satisfies } from "./check.ts";

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Follows a reference when it is first needed, so that a schema may refer to itself. */
const reference: Keyword = (schema, compiler) => {
  const target = compiler.target(String(schema.$ref));
  let check: Check | undefined;
  return (data, at, found) => {
    check ??= compiler.check(target);
    check(data, at, found);
  };
};

const not: Keyword = (schema, compiler) => {
  const check = compiler.check(schema.not);
  return deciding("not", () => (data: unknown) => !satisfies(check, data))(schema, compiler);
};

/** Alternatives up to the first `most` that hold; the value is fine when exactly one of those looked at does. */
const alternatives =
  (keyword: "anyOf" | "oneOf", most: number): Keyword =>
  (schema, compiler) => {
    const checks = listOf(schema[keyword]).map((part) => compiler.check(part));
    return (data, at, found) => {
      const branches: Finding[][] = [];
      let held = 0;
      for (const check of checks) {
        const branch: Finding[] = [];
        check(data, at, branch);
        branches.push(branch);
        if (branch.length === 0) held += 1;
        if (held === most) break;
      }
      if (held !== 1) found.push({ ...finding(keyword, schema, { data, at }), branches });
    };
  };

const allOf: Keyword = (schema, compiler) => {
  const checks = listOf(schema.allOf).map((part) => compiler.check(part));
  return (data, at, found) => {
    for (const check of checks) check(data, at, found);
  };
};

/** What `then` or `else` finds speaks for itself. */
const condition: Keyword = (schema, compiler) => {
  const nothing: Check = () => {};
  const branch = (part: unknown, { check }: Compiler) => (part === undefined ? nothing : check(part));
  const [test, holds, fails] = [schema.if, schema.then, schema.else].map((part) => branch(part, compiler));
  return (data, at, found) => (satisfies(test as Check, data) ? holds : fails)?.(data, at, found);
};

/** The keywords that join other schemas, in the order their findings are told; `$ref` comes before all others. */
export const compositeKeywords: Record<string, Keyword> = {
  not,
  anyOf: alternatives("anyOf", 1),
  oneOf: alternatives("oneOf", 2),
  allOf,
  if: condition,
};

/** The keyword that stands for another schema. */
export const referenceKeyword: Keyword = reference;
