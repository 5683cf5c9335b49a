import test from "ava";
import fc from "fast-check";
import type { FormSchema } from "../../../engine/form/index.ts";
import type { OptionKind, OptionQuery } from "../../../renderer/form/services.ts";
import { chosenData, type Side, type StaleRecord, staleFields } from "../../../renderer/pages/edit/stale-fields.ts";
import { loadNames } from "../../../renderer/pages/edit/stale-names.ts";

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

test("both sides of a row are told by the names of what was chosen, each kind asked once", async (t) => {
  const text = (more: object): FormSchema => ({ type: "string", ...more });
  const office = text({ title: "大厅", "x-reference": { recordType: "a/center" } });
  const columns = {
    id: text({}),
    office: { $ref: "#/definitions/office" },
    desk: text({ title: "窗口", "x-row": { of: "office", table: "desks" } }),
    place: text({ title: "区划", "x-kind": "division" }),
    level: text({ title: "等级", "x-options": { list: "a/levels" } }),
  };
  const form: FormSchema = {
    type: "object",
    definitions: { office },
    properties: {
      places: { type: "array", title: "地点", "x-kind": "subTable", items: { type: "object", properties: columns } },
      main: { type: "object", title: "主场", properties: { place: columns.place } },
    },
  };
  const asked: [OptionKind, OptionQuery][] = [];
  const loadOptions = async (kind: OptionKind, params: OptionQuery) => {
    asked.push([kind, params]);
    if (kind === "division") throw new Error("offline");
    return (params.values ?? []).map((value) => ({ value, label: `${kind} ${params.record ?? ""} ${value}` }));
  };
  const row = (id: string, of: string) => ({ id, office: of, desk: "d", place: "110000000000", level: "l" });
  const mine = { places: [row("1", "x"), row("2", "y")], main: { place: "110101000000" } };
  const theirs = { places: [row("3", "x")] };
  const naming = await loadNames(form, { mine, theirs }, { loadOptions });
  const fields = staleFields(form, mine, stale(theirs), naming);
  const said = (of: string) => `reference  ${of}，row ${of} d，110000000000，codeList  l`;
  t.deepEqual(
    fields.flatMap(({ changes }) => changes.map(({ title, before, after }) => [title, before, after])),
    [
      ["地点 › 第 1 行", "", said("x")],
      ["地点 › 第 2 行", "", said("y")],
      ["地点 › 第 1 行", said("x"), ""],
      ["主场 › 区划", "", "110101000000"],
    ],
  );
  t.deepEqual(asked.map(([kind, { record }]) => `${kind} ${record ?? ""}`.trim()).sort(), [
    ...["codeList", "division", "reference", "row x", "row y"],
  ]);
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
