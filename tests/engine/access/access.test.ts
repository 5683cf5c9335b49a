import test from "ava";
import fc from "fast-check";
import {
  allows,
  compileAccess,
  decide,
  divisionRange,
  evaluateCondition,
  fieldAccess,
} from "../../../engine/access/index.ts";
import type { AccessRule, Condition } from "../../../engine/definition/index.ts";
import { subject } from "./subjects.ts";

const policy = (...rules: Partial<AccessRule>[]) =>
  compileAccess(
    { rules: rules.map((rule) => ({ recordType: "report", roles: ["filler"], actions: ["read"], ...rule })) },
    "report",
  );

const row = (change: Record<string, unknown> = {}) => ({
  $unit: 21,
  $division: "110101000000",
  $createdBy: 7,
  ...change,
});

test("what no rule allows is refused: another role, action or record type", (t) => {
  t.false(decide(policy({ roles: ["boss"] }), subject(), "read"));
  t.false(decide(policy({ actions: ["edit"] }), subject(), "read"));
  t.false(decide(policy({ recordType: "other" }), subject(), "read"));
  t.false(allows(policy(), subject(), "read", row()));
});

test("a rule for all rows, all roles or all record types answers true", (t) => {
  t.true(decide(policy({}), subject(), "read"));
  t.true(decide(policy({ roles: ["*"] }), subject({ roles: [] }), "read"));
  t.true(decide(policy({ recordType: "*" }), subject(), "read"));
});

test("scopes become row filters over division, unit and creator, and one wide rule makes narrow ones idle", (t) => {
  t.deepEqual(decide(policy({ rows: "division" }), subject(), "read"), {
    field: "$division",
    op: "within",
    value: "110101000000",
  });
  t.deepEqual(decide(policy({ rows: "unit" }, { rows: "own" }, { rows: "unit" }), subject(), "read"), {
    any: [
      { field: "$unit", op: "eq", value: 21 },
      { field: "$createdBy", op: "eq", value: 7 },
    ],
  });
  t.true(decide(policy({ rows: "unit" }, { rows: "all" }), subject(), "read"));
  const where: Condition = { field: "state", op: "eq", value: "open" };
  t.deepEqual(decide(policy({ rows: "unit", where }), subject(), "read"), {
    all: [{ field: "$unit", op: "eq", value: 21 }, where],
  });
});

test("R-GEN-04: each level sees its own division and what lies below it", (t) => {
  const below = policy({ rows: "division" });
  const sees = (divisionCode: string, rowDivision: string) =>
    allows(below, subject({ divisionCode }), "read", row({ $division: rowDivision }));
  t.true(sees("110000000000", "110101001001"));
  t.true(sees("110101000000", "110101001000"));
  t.true(sees("110101001000", "110101001001"));
  t.false(sees("110101000000", "110102000000"));
  t.false(sees("110101001000", "110101000000"));
  t.false(sees("110101001001", "110101001002"));
  t.false(sees("110000000000", "120101000000"));
});

test("R-KEY-18: a unit's rule does not reach a sister unit of the same division", (t) => {
  t.true(allows(policy({ rows: "unit" }), subject(), "read", row()));
  t.false(allows(policy({ rows: "unit" }), subject(), "read", row({ $unit: 22 })));
});

test("the range of a division holds the division and its descendants only", (t) => {
  t.deepEqual(divisionRange("110000000000"), { from: "110000000000", to: "119999999999" });
  t.deepEqual(divisionRange("110101000000"), { from: "110101000000", to: "110101999999" });
  t.deepEqual(divisionRange("110101001000"), { from: "110101001000", to: "110101001999" });
  t.deepEqual(divisionRange("110101001001"), { from: "110101001001", to: "110101001001" });
});

test("comparisons with an empty value are false, except ne and isNull; not is the opposite", (t) => {
  const on = (condition: Condition, value: unknown) => evaluateCondition(condition, { f: value });
  for (const op of ["eq", "lt", "lte", "gt", "gte", "startsWith", "contains"] as const) {
    t.false(on({ field: "f", op, value: "1" }, null), op);
    t.true(on({ not: { field: "f", op, value: "1" } }, undefined), op);
  }
  t.true(on({ field: "f", op: "ne", value: "1" }, null));
  t.true(on({ field: "f", op: "isNull" }, undefined));
  t.true(on({ field: "f", op: "notNull" }, 0));
  t.true(on({ field: "f", op: "in", value: [1, 2] }, 2));
  t.false(on({ field: "f", op: "in", value: [1, 2] }, null));
  t.true(on({ field: "f", op: "between", value: [1, 3] }, 3));
  t.true(on({ field: "f", op: "contains", value: "B" }, "abc"));
  t.true(on({ field: "f", op: "contains", value: "x" }, ["x", "y"]));
  t.false(on({ field: "f", op: "lt", value: "2" }, 1));
});

test("a field is hidden or read-only unless a rule for the same rows leaves it free", (t) => {
  const both = policy({ rows: "all", hidden: ["phone"] }, { rows: "unit" });
  t.deepEqual(fieldAccess(both, subject()).hidden, ["phone"]);
  t.deepEqual(fieldAccess(both, subject(), row()).hidden, []);
  t.deepEqual(fieldAccess(both, subject(), row({ $unit: 22 })).hidden, ["phone"]);
  const freed = policy({ rows: "unit", hidden: ["phone"] }, { rows: "all" });
  t.deepEqual(fieldAccess(freed, subject()).hidden, []);
  // A unit may have moved to another division since it filed: its rows need not lie in the reader's division.
  const moved = policy({ rows: "unit", hidden: ["phone"] }, { rows: "division" });
  t.deepEqual(fieldAccess(moved, subject()).hidden, ["phone"]);
  t.deepEqual(fieldAccess(moved, subject(), row()).hidden, []);
  const edit = policy(
    { actions: ["edit"], readOnly: ["score", "name"] },
    { actions: ["edit"], rows: "own", readOnly: ["name"] },
  );
  t.deepEqual(fieldAccess(edit, subject()).readOnly, ["name", "score"]);
  t.deepEqual(fieldAccess(edit, subject(), row()).readOnly, ["name"]);
});

const scalar = fc.oneof(fc.constantFrom("a", "b", "ab"), fc.integer({ min: 0, max: 3 }), fc.constant(null));
const division = fc.constantFrom("110000000000", "110101000000", "110101001000", "110101001001", "110102000000");
const comparison = fc.record({
  field: fc.constantFrom("x", "y", "$unit"),
  op: fc.constantFrom("eq", "ne", "lt", "gte", "contains", "isNull", "notNull"),
  value: fc.oneof(fc.constantFrom("a", "b"), fc.integer({ min: 0, max: 3 })),
}) as fc.Arbitrary<Condition>;
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2 },
    comparison,
    fc.record({ all: fc.array(tie("condition"), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("condition"), { maxLength: 3 }) }),
    fc.record({ not: tie("condition") }),
  ),
}));
const rule = fc.record(
  {
    recordType: fc.constantFrom("report", "other", "*"),
    roles: fc.subarray(["filler", "boss", "*"], { minLength: 1 }),
    actions: fc.subarray(["read", "edit", "export"] as const, { minLength: 1 }),
    rows: fc.constantFrom("all", "division", "unit", "own"),
    where: condition,
    hidden: fc.subarray(["x", "y"]),
  },
  { requiredKeys: ["recordType", "roles", "actions"] },
) as fc.Arbitrary<AccessRule>;
const rules = fc.array(rule, { maxLength: 6 });
const asker = fc
  .record({
    accountId: fc.integer({ min: 1, max: 2 }),
    orgUnitId: fc.integer({ min: 1, max: 3 }),
    divisionCode: division,
  })
  .map(subject);
const facts = fc.record({
  $unit: fc.integer({ min: 1, max: 3 }),
  $division: division,
  $createdBy: fc.integer({ min: 1, max: 2 }),
  x: scalar,
  y: scalar,
});

test("deciding for all rows and asking about one row never disagree", (t) => {
  fc.assert(
    fc.property(rules, asker, facts, fc.constantFrom("read", "edit", "export"), (list, who, one, action) => {
      const compiled = compileAccess({ rules: list }, "report");
      const decision = decide(compiled, who, action);
      const byFilter = decision === true || (decision !== false && evaluateCondition(decision, one));
      return byFilter === allows(compiled, who, action, one);
    }),
    { numRuns: 500 },
  );
  t.pass();
});

test("rules add up: one more rule never takes a row away, and together they open what each opens", (t) => {
  fc.assert(
    fc.property(rules, rule, asker, facts, (list, more, who, one) => {
      const ask = (some: AccessRule[]) => allows(compileAccess({ rules: some }, "report"), who, "read", one);
      return ask([...list, more]) === (ask(list) || ask([more]));
    }),
    { numRuns: 500 },
  );
  t.pass();
});

test("what is hidden on a row is hidden in a list as well", (t) => {
  fc.assert(
    fc.property(rules, asker, facts, (list, who, one) => {
      const compiled = compileAccess({ rules: list }, "report");
      const inList = fieldAccess(compiled, who).hidden;
      return fieldAccess(compiled, who, one).hidden.every((field) => inList.includes(field));
    }),
    { numRuns: 500 },
  );
  t.pass();
});
