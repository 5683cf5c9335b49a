import test from "ava";
import fc from "fast-check";
import type { FormSchema } from "../../../engine/form/index.ts";
import { chosenData, type Side, type StaleRecord, staleFields } from "../../../renderer/pages/edit/stale-fields.ts";

const schema: FormSchema = {
  type: "object",
  properties: {
    title: { type: "string", title: "标题", "x-kind": "text" },
    amount: { type: "number", title: "金额", "x-kind": "number" },
    note: { type: "string", title: "说明", "x-kind": "textarea" },
    items: {
      type: "array",
      title: "内容",
      "x-kind": "subTable",
      items: {
        type: "object",
        properties: {
          id: { type: "string", title: "编号", "x-kind": "text" },
          name: { type: "string", title: "名称", "x-kind": "text" },
        },
      },
    },
  },
};

const base = { title: "甲", amount: 1, items: [{ id: "a", name: "一" }] };

const stale = (data: Record<string, unknown>): StaleRecord => ({
  theirs: { data, lockVersion: 5, by: "赵同事", at: "2026-03-01T08:00:00Z" },
  base,
});

test("only fields that differ are asked about, with both sides as people read them", (t) => {
  const fields = staleFields(schema, { ...base, amount: 2 }, stale({ ...base, amount: 3 }));
  t.deepEqual(
    fields.map(({ name, title }) => [name, title]),
    [["amount", "金额"]],
  );
  t.deepEqual(
    fields[0]?.changes.map(({ before, after }) => [before, after]),
    [["3", "2"]],
  );
  t.is(fields[0]?.suggested, "mine");
});

test("what only they changed is suggested from them, what only I changed from me", (t) => {
  const fields = staleFields(schema, { ...base, title: "乙" }, stale({ ...base, note: "他们写的" }));
  t.deepEqual(Object.fromEntries(fields.map(({ name, suggested }) => [name, suggested])), {
    title: "mine",
    note: "theirs",
  });
});

test("rows that each side added are put together", (t) => {
  const mine = { ...base, items: [...base.items, { id: "b", name: "我加的" }] };
  const theirs = { ...base, items: [...base.items, { id: "c", name: "对方加的" }] };
  const [field] = staleFields(schema, mine, stale(theirs));
  t.is(field?.suggested, "both");
  const result = chosenData(mine, stale(theirs), { items: "both" });
  t.deepEqual((result.items as { id: string }[]).map(({ id }) => id).sort(), ["a", "b", "c"]);
});

const data = fc.record(
  { title: fc.constantFrom("甲", "乙", "丙"), amount: fc.integer({ min: 0, max: 3 }), note: fc.constantFrom("x", "y") },
  { requiredKeys: [], noNullPrototype: true },
);

test("choosing one side everywhere gives exactly that side", (t) => {
  fc.assert(
    fc.property(data, data, fc.constantFrom<Side>("mine", "theirs"), (mine, theirs, side) => {
      const fields = staleFields(schema, mine, stale(theirs));
      const choices = Object.fromEntries(fields.map(({ name }) => [name, side]));
      t.deepEqual(chosenData(mine, stale(theirs), choices), side === "mine" ? mine : theirs);
    }),
  );
});

test("taking the suggestions loses nothing that one side alone changed", (t) => {
  fc.assert(
    fc.property(data, data, (mine, theirs) => {
      const choices = Object.fromEntries(
        staleFields(schema, mine, stale(theirs)).map(({ name, suggested }) => [name, suggested]),
      );
      const result = chosenData(mine, stale(theirs), choices);
      for (const name of ["title", "amount", "note"] as const) {
        const before = (base as Record<string, unknown>)[name];
        if (mine[name] === before) t.is(result[name], theirs[name]);
        else if (theirs[name] === before) t.is(result[name], mine[name]);
      }
    }),
  );
});
