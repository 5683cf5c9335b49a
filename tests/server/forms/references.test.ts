import test from "ava";
import type { Field, FieldTable } from "../../../engine/form/index.ts";
import { startTestApp } from "../../support/app.ts";
import { until } from "../jobs/context.ts";
import { hallPackage, surveyPackage } from "./survey-package.ts";

const app = await startTestApp({ packages: [surveyPackage, hallPackage], working: true });
const officer = await app.client("city-officer");
const filler = await app.client("110101-filler");
test.after.always(() => app.close());

async function survey(title: string): Promise<string> {
  const data = { title, year: "2026" };
  const answer = await officer.post("/records", { recordType: "surveys/survey", data, submit: true });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.id;
}

async function hall(login: string, data: object): Promise<string> {
  const client = await app.client(login);
  const answer = await client.post("/records", { recordType: "halls/hall", data, submit: true });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.id;
}

const hallField: Field = {
  ...{ id: "f_1", title: "大厅", kind: "reference", recordType: "halls/hall", titleField: "name", official: true },
};
const fields: Field[] = [
  { ...hallField, within: "$division" },
  { id: "f_2", title: "大厅地址", kind: "text", derived: { from: "f_1", field: "address" } },
  {
    ...{ id: "f_3", title: "大厅类型", kind: "select", derived: { from: "f_1", field: "kind" } },
    options: [{ value: "a", label: "综合" }],
  },
  { id: "f_4", title: "窗口", kind: "reference", row: { of: "f_1", table: "windows" } },
];

/** Messages with which a table is refused; the check and the publication say the same. */
async function refusals(id: string, table: FieldTable): Promise<string[]> {
  const { body: checked } = await officer.post(`/forms/${id}/check`, { table });
  const { status, body } = await officer.put(`/forms/${id}`, { table, baseNumber: 0 });
  if (status !== 422) throw new Error(`published: ${status}`);
  const said = checked.problems.map((one: { pointer: string; message: string }) => `${one.pointer} ${one.message}`);
  const told = body.errors.map((one: { pointer: string; message: string }) => `${one.pointer} ${one.message}`);
  if (JSON.stringify(said.map((one: string) => `/table${one}`)) !== JSON.stringify(told))
    throw new Error(`${JSON.stringify(said)} but ${JSON.stringify(told)}`);
  return said;
}

test("the designer is offered what he may read: types, fields with their kinds, tables whose rows can be chosen", async (t) => {
  const id = await survey("可引用");
  const { body } = await officer.get(`/forms/${id}/sources`);
  const types = body.sources.map(({ recordType }: { recordType: string }) => recordType);
  t.true(types.includes("halls/hall"));
  t.true(types.includes("halls/inspection"));
  t.false(types.includes("halls/audit"), "which he may not read");
  const found = body.sources.find(({ recordType }: { recordType: string }) => recordType === "halls/hall");
  t.deepEqual(found, {
    ...{ recordType: "halls/hall", title: "大厅", definition: "大厅", titleField: "name" },
    fields: [
      { field: "name", title: "名称", kind: "text" },
      { field: "address", title: "地址", kind: "text" },
      { field: "area", title: "面积", kind: "number", unit: "平方米" },
      {
        ...{ field: "kind", title: "类型", kind: "select" },
        options: [
          { value: "a", label: "综合" },
          { value: "b", label: "专业" },
        ],
      },
    ],
    tables: [{ field: "windows", title: "窗口" }],
  });
  t.is((await filler.get(`/forms/${id}/sources`)).status, 403, "only who designs");
});

test("the preview of a table that is not published says what sources say, within what its designer may read", async (t) => {
  const id = await survey("预览");
  const own = await hall("admin", { name: "东城分厅", address: "东直门", complaint: "一件" });
  const table = { fields: [hallField, fields[1] as Field] };
  const said = await officer.post(`/forms/${id}/derive`, { table, data: { f_1: own } });
  t.deepEqual(said.body, [{ id: own, field: "address", value: "东直门" }]);
  const hidden = { ...(fields[1] as Field), derived: { from: "f_1", field: "complaint" } };
  const prying = await officer.post(`/forms/${id}/derive`, {
    ...{ table: { fields: [hallField, hidden] }, data: { f_1: own } },
  });
  t.deepEqual(prying.body, []);
  t.is((await filler.post(`/forms/${id}/derive`, { table, data: {} })).status, 403);
});

test("a reference, its windows and what is taken over from it are published, filled and follow their source", async (t) => {
  const id = await survey("引用");
  const published = await officer.put(`/forms/${id}`, { table: { fields }, baseNumber: 0 });
  t.is(published.status, 201, JSON.stringify(published.body));
  const { key } = published.body;
  t.deepEqual((await officer.get(`/forms/${id}`)).body.table, { fields });
  t.deepEqual(app.ctx.definitions.live(key).pkg.manifest.dependsOn, ["halls"]);

  const windows = [{ id: "w1", name: "一号窗" }];
  const own = await hall("110101-filler", { name: "东城大厅", address: "金宝街", kind: "b", windows });
  const other = await hall("110102-filler", { name: "西城大厅", address: "广安门", kind: "a" });
  const about = { recordType: "surveys/answer", definitionKey: key };
  const { body: said } = await filler.post("/record-types/surveys/answer/derive", { form: key, data: { f_1: own } });
  t.deepEqual(
    said.map(({ value }: { value: unknown }) => value),
    ["金宝街", "b"],
    "live while filling",
  );
  const data = { title: "答复", f_1: own, f_2: "自己写的", f_4: "w1" };
  const filed = await filler.post("/records", { ...about, data, submit: true });
  t.is(filed.status, 201, JSON.stringify(filed.body));
  t.like(filed.body.data, { f_2: "金宝街", f_3: "b" }, "what the source says, an option it got since included");
  const outside = await filler.post("/records", { ...about, data: { title: "答复", f_1: other }, submit: true });
  t.is(outside.status, 422);
  t.like(outside.body.errors[0], { pointer: "/f_1", message: "所选的记录不在所选的区划内，请重新选择" });
  const noWindow = await filler.post("/records", { ...about, data: { title: "答复", f_1: own, f_4: "w9" } });
  t.is(noWindow.body.errors[0].pointer, "/f_4");

  const before = (await filler.get(`/records/${own}`)).body;
  const changed = await filler.put(`/records/${own}`, {
    ...{ data: { ...before.data, address: "东四" }, lockVersion: before.lockVersion, submit: true },
  });
  t.is(changed.status, 200, JSON.stringify(changed.body));
  const later = (await filler.get(`/records/${filed.body.id}`)).body;
  t.is(later.data.f_2, "金宝街", "a snapshot once it is official");
  await until("the filler is reminded", async () => {
    const { warnings } = (await filler.get(`/records/${filed.body.id}`)).body;
    return warnings.some(({ pointer }: { pointer: string }) => pointer === "/f_2");
  });
});

test("what the designer may not read, or the fillers may not choose, is refused at its field", async (t) => {
  const id = await survey("越权");
  const audit: Field = { id: "f_1", title: "审计", kind: "reference", recordType: "halls/audit" };
  t.deepEqual(await refusals(id, { fields: [audit] }), [
    "/fields/0/recordType “审计”要引用的记录类型“halls/audit”不存在，或者您没有查看它的权限，请另选一种记录",
  ]);
  t.deepEqual(await refusals(id, { fields: [{ ...audit, recordType: "halls/none" }] }), [
    "/fields/0/recordType “审计”要引用的记录类型“halls/none”不存在，或者您没有查看它的权限，请另选一种记录",
  ]);
  t.deepEqual(await refusals(id, { fields: [{ ...audit, recordType: "halls/inspection" }] }), [
    "/fields/0/recordType “审计”引用“督查”，但填报这张表的人都无权选择它的记录，请另选一种记录",
  ]);
  const columns = [{ ...audit, id: "f_2" }];
  t.deepEqual(await refusals(id, { fields: [{ id: "f_3", title: "明细", kind: "subTable", columns }] }), [
    "/fields/0/columns/0/recordType “审计”要引用的记录类型“halls/audit”不存在，或者您没有查看它的权限，请另选一种记录",
  ]);
  const derived = (field: string, kind: Field["kind"]): Field => ({
    ...{ id: "f_2", title: "取来的", kind, derived: { from: "f_1", field } },
  });
  t.deepEqual(await refusals(id, { fields: [hallField, derived("complaint", "text")] }), [
    "/fields/1/derived “取来的”要取的“complaint”在“大厅”中不存在，或者您无权查看，请另选一个字段",
  ]);
  t.deepEqual(await refusals(id, { fields: [hallField, derived("area", "text")] }), [
    "/fields/1/derived “取来的”取自“大厅”的“面积”，类型与它不同，请重新选择要取的字段",
  ]);
  const row: Field = { id: "f_2", title: "窗口", kind: "reference", row: { of: "f_1", table: "rooms" } };
  t.deepEqual(await refusals(id, { fields: [hallField, row] }), [
    "/fields/1/row “窗口”要选的明细“rooms”在“大厅”中不可供选用，或者您无权查看，请另选一张明细",
  ]);
  t.is((await officer.get(`/forms/${id}`)).body.number, 0, "nothing of it was published");
});

test("a formula or rule that speaks of a field the form does not have is refused", async (t) => {
  const id = await survey("公式");
  const rate: Field = { id: "f_1", title: "比例", kind: "computed", formula: "=f_9 / 2" };
  t.deepEqual(await refusals(id, { fields: [rate] }), [
    "/fields/0/formula “比例”的计算公式用到的“f_9”不在表单里，可能已经删除，请修改公式",
  ]);
  const text: Field = { id: "f_1", title: "甲", kind: "text" };
  const rules = [{ assert: '=f_8 != "x"', message: "不要写 x", fields: ["/f_1"] }];
  t.deepEqual(await refusals(id, { fields: [text], rules }), [
    "/rules/0 规则“不要写 x”用到的“f_8”不在表单里，可能已经删除，请删去这条规则",
  ]);
  const known = [{ assert: '=note != "x"', message: "备注不要写 x", fields: ["/note"] }];
  const table = { fields: [text], rules: known };
  t.is(
    (await officer.put(`/forms/${id}`, { table, baseNumber: 0 })).status,
    201,
    "a field of the form around is known",
  );
});

test("a check's fixed value of another kind is refused with check, field and kind", async (t) => {
  const id = await survey("校验");
  const number: Field = { id: "f_1", title: "受理数", kind: "number" };
  const table: FieldTable = { fields: [number], checks: [{ field: "f_1", compare: ">", value: "很多" }] };
  t.deepEqual(await refusals(id, table), [
    "/checks/0 第 1 条校验：“受理数”的类型是“数字”，不能与“很多”比较，请填写一个数",
  ]);
});
