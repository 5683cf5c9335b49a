import test from "ava";
import fc from "fast-check";
import {
  compileFieldTable,
  emptyLevels,
  type Field,
  type FieldTable,
  fieldTableProblems,
  type Level,
  levels,
  readFieldTable,
} from "../../../engine/form/index.ts";

const number = (id: string, title: string, rest: Partial<Field> = {}): Field => ({
  id,
  title,
  kind: "number",
  ...rest,
});
const messages = (table: FieldTable) =>
  fieldTableProblems(table).map(({ pointer, message }) => `${pointer} ${message}`);

test("a table that all levels fill alike has no forms of levels", (t) => {
  t.deepEqual(compileFieldTable({ fields: [number("f_1", "受理数", { required: true })] }).variants, []);
});

test("levels that fill the same share a form; a level that fills nothing is in none", (t) => {
  const table: FieldTable = {
    fields: [
      number("f_1", "受理数", { levels: ["city", "district", "street"], required: true }),
      number("f_2", "进驻部门", { levels: ["district"], requiredAt: ["district"] }),
      number("f_3", "窗口数", { levels: ["city", "district", "street"], requiredAt: ["street"] }),
    ],
  };
  t.deepEqual(fieldTableProblems(table), []);
  t.deepEqual(emptyLevels(table), ["village"]);
  const { schema, variants } = compileFieldTable(table);
  t.deepEqual(schema.required, ["f_1", "f_2"], "what all that fill it have to fill is demanded by the schema");
  t.deepEqual(variants, [
    { key: "city", title: "市", levels: ["city"], without: ["f_2"] },
    { key: "district", title: "区", levels: ["district"] },
    { key: "street", title: "街道乡镇", levels: ["street"], without: ["f_2"], required: ["f_3"] },
  ]);
});

test("whatever levels fill is read back as it was", (t) => {
  const some = fc.subarray([...levels], { minLength: 1 });
  const field = fc.record({
    at: fc.option(some, { nil: undefined }),
    demanded: fc.oneof(fc.constant("all"), fc.subarray([...levels])),
  });
  fc.assert(
    fc.property(fc.array(field, { minLength: 1, maxLength: 6 }), (wanted) => {
      const fields = wanted.map(({ at, demanded }, n): Field => {
        const filled = at ?? [...levels];
        const here = demanded === "all" ? [] : filled.filter((level) => (demanded as Level[]).includes(level));
        const everywhere = demanded === "all" || here.length === filled.length;
        return number(`f_${n}`, `甲${n}`, {
          ...(filled.length < 4 && { levels: filled }),
          ...(everywhere && { required: true }),
          ...(!everywhere && here.length > 0 && { requiredAt: here }),
        });
      });
      t.deepEqual(fieldTableProblems({ fields }), []);
      const { schema, uiSchema, variants } = compileFieldTable({ fields });
      t.deepEqual(readFieldTable(schema, uiSchema, variants), { fields });
      for (const level of levels) {
        const form = variants.find((each) => each.levels.includes(level));
        for (const [n, { levels: at }] of fields.entries()) {
          const filled = !at || at.includes(level);
          const named = variants.length === 0 || (form !== undefined && !form.without?.includes(`f_${n}`));
          t.is(named, filled, `${level} f_${n}`);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test("a level may call a field otherwise, and is alone with that", (t) => {
  const titleAt = { street: "所在街道（乡镇）", village: " 甲 " };
  const table: FieldTable = { fields: [{ id: "f_1", title: "甲", kind: "text", titleAt }] };
  t.deepEqual(compileFieldTable(table).variants, [
    { key: "cityDistrictVillage", title: "市、区、村居", levels: ["city", "district", "village"] },
    { key: "street", title: "街道乡镇", levels: ["street"], titles: { f_1: "所在街道（乡镇）" } },
  ]);
  const { schema, uiSchema, variants } = compileFieldTable(table);
  t.deepEqual(readFieldTable(schema, uiSchema, variants).fields[0]?.titleAt, { street: "所在街道（乡镇）" });
  const long = { ...table, fields: [{ ...(table.fields[0] as Field), titleAt: { street: "长".repeat(61) } }] };
  t.deepEqual(messages(long), ["/fields/0/titleAt “甲”在“街道乡镇”的叫法超过 60 个字，请缩短"]);
});

test("a field nobody fills, or demanded where it is not filled, is named with the way out", (t) => {
  t.deepEqual(messages({ fields: [number("f_1", "甲", { levels: [] }), number("f_2", "乙")] }), [
    "/fields/0/levels “甲”没有任何层级填写，请至少选一个层级，或删除这个字段",
  ]);
  t.deepEqual(messages({ fields: [number("f_1", "甲", { levels: ["city"], requiredAt: ["village"] })] }), [
    "/fields/0/requiredAt “甲”在“村居”必填，却不由这些层级填写，请去掉必填，或让这些层级填写",
  ]);
  const columns = [{ id: "f_2", title: "名称", kind: "text" as const, levels: ["city" as const] }];
  t.deepEqual(messages({ fields: [{ id: "f_1", title: "明细", kind: "subTable", columns }] }), [
    "/fields/0/columns/0/levels “名称”是“明细”的列，不能单独按层级填写，请在“明细”上设置",
  ]);
});

test("what a formula, a check or another field needs is filled wherever that is", (t) => {
  const accepted = number("f_1", "受理数", { levels: ["district"] });
  const done = number("f_2", "办结数", { levels: ["district", "village"] });
  const rate: Field = { id: "f_3", title: "办结率", kind: "computed", formula: "=f_2 / f_1 * 100" };
  t.deepEqual(messages({ fields: [accepted, done, { ...rate, levels: ["district", "street"] }] }), [
    "/fields/2/levels “办结率”的计算公式用到“办结数”，但“街道乡镇”不填写“办结数”，请让这些层级也填写“办结数”，或不让它们填写“办结率”",
    "/fields/2/levels “办结率”的计算公式用到“受理数”，但“街道乡镇”不填写“受理数”，请让这些层级也填写“受理数”，或不让它们填写“办结率”",
  ]);
  t.deepEqual(messages({ fields: [accepted, done, { ...rate, levels: ["district"] }] }), []);
  const check = { field: "f_2", compare: "<=" as const, other: "f_1" };
  t.deepEqual(messages({ fields: [accepted, done], checks: [check] }), [
    "/checks/0 第 1 条校验用到“受理数”，但“村居”填写“办结数”却不填写它，请让这些层级也填写“受理数”，或不让它们填写“办结数”",
  ]);
  const other: FieldTable = { fields: [accepted, done], checks: [{ ...check, field: "f_1", other: "f_2" }] };
  t.deepEqual(messages(other), [], "told at a field that only the districts fill, who fill the other as well");
  const place: Field = { id: "f_4", title: "区划", kind: "division", levels: ["city"] };
  const center: Field = { id: "f_5", title: "大厅", kind: "reference", recordType: "a/b", within: "f_4" };
  const [problem] = fieldTableProblems({ fields: [place, { ...center, levels: ["city", "street"] }] });
  t.regex(problem?.message ?? "", /“大厅”要先选“区划”，但“街道乡镇”不填写“区划”/);
});
