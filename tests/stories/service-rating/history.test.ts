import test from "ava";
import { importRows, workbookOf } from "../../support/workbook.ts";
import { got } from "../key-work/got.ts";
import { recordType } from "./people.ts";
import { dongcheng, openStage } from "./stage.ts";

const stage = await openStage();
const { officer, systemOffice } = stage;
const east = await stage.district(dongcheng);
test.after.always(() => stage.app.close());

const header = [
  ...["*问题标题", "*问题内容", "*来源渠道", "*发生日期", "*满意度", "评价指标", "*所属区", "*涉及事项"],
  ...["*评价指标类型", "*问题分类", "整改结果", "整改完成日期"],
];
const row = (title: string, more: Record<number, unknown> = {}) =>
  Object.assign(
    [
      ...[title, `${title}的具体内容`, "12345市民服务热线", new Date("2023-05-06T00:00:00Z"), "不满意"],
      ...[
        "没有提供材料清单、未在承诺时间内办结",
        "西城区",
        "企业设立登记",
        "办事指南",
        "材料清单缺失",
        "已整改",
        "2023年6月1日",
      ],
    ],
    more,
  );

test.serial("R-EVA-33 each wrong cell is named with its rule; all rows are taken or none, as chosen", async (t) => {
  const rows = [
    header,
    row("历史一"),
    row("历史二", { 3: "去年", 4: "很差" }),
    [],
    row("历史三", { 8: "办事效率" }),
    row("历史四", { 6: "全市" }),
    row("历史五", { 0: "" }),
  ];
  const checked = await importRows(officer.client, recordType, rows, "check");
  t.like(checked.body.result, { rows: 5, imported: 0, wrong: 4 });
  const places = checked.body.result.problems.map(
    ({ cell, title }: { cell: string; title: string }) => `${cell} ${title}`,
  );
  t.deepEqual(places, ["D3 发生日期", "E3 满意度", "J5 问题分类", "G6 所属区", "A7 问题标题"]);
  for (const { message } of checked.body.result.problems) t.regex(message, /[\u4e00-\u9fff]/);
  t.deepEqual(await officer.titles("history"), []);
  const none = await importRows(officer.client, recordType, rows, "all");
  t.like(none.body.result, { imported: 0, wrong: 4 });
  t.deepEqual(await officer.titles("history"), []);
  const good = await importRows(officer.client, recordType, rows, "good");
  t.like(good.body.result, { imported: 1, wrong: 4 });
  t.deepEqual(await officer.titles("history"), ["历史一"]);
  t.like(good.body, { progress: 5, total: 5 });
});

test.serial(
  "R-EVA-26 R-EVA-27 R-EVA-34 history is read by the city only and changed by nobody, on no path",
  async (t) => {
    const { rows } = got(await systemOffice.client.post("/lists/service-rating/history/query", {}));
    const record = got(await systemOffice.client.get(`/records/${rows[0].id}`));
    t.like(record, {
      status: "inForce",
      division: { code: "110102000000" },
      data: { route: "history", indicators: ["208", "209"] },
    });
    t.like(record.data, { occurredOn: "2023-05-06", finishedOn: "2023-06-01", problemClass: "101", channel: "08" });
    const west = await stage.district("110102");
    for (const { client } of [officer, systemOffice, await stage.district(dongcheng), west]) {
      const before = { data: { ...record.data, title: "改" }, lockVersion: record.lockVersion };
      for (const answer of [
        await client.put(`/records/${record.id}`, before),
        await client.put(`/records/${record.id}`, { ...before, submit: true }),
        await client.post(`/records/${record.id}/submit`),
        await client.post(`/records/${record.id}/withdraw`),
        await client.post(`/records/${record.id}/cancel`, { reason: "删" }),
      ])
        t.true([403, 404, 409].includes(answer.status), JSON.stringify(answer.body));
    }
    t.is((await west.client.get(`/records/${record.id}`)).status, 404);
    t.deepEqual(await west.titles("history"), []);
    t.deepEqual(got(await systemOffice.client.get(`/records/${record.id}`)).data, record.data);
    t.deepEqual(await officer.titles("done"), []);
    t.is((await officer.tiles()).history, 1);
  },
);

test.serial(
  "R-EVA-33 the template has the columns and what may be chosen; only the city's officer imports",
  async (t) => {
    const template = await officer.client.get(`/imports/${recordType}/template`);
    t.is(template.status, 200);
    t.is(template.body.subarray(0, 2).toString(), "PK");
    t.is((await east.client.get(`/imports/${recordType}/template`)).status, 403);
    t.is((await importRows(systemOffice.client, recordType, [header, row("越权")], "good")).status, 403);
    t.is((await officer.client.get("/imports/key-work/keyWork/template")).status, 404);
    const headless = await importRows(officer.client, recordType, [["标题"], ["没有表头"]], "good");
    t.is(headless.body.state, "failed");
    t.regex(headless.body.error, /表头缺少.*请用下载的模板/);
  },
);

test.serial(
  "R-EVA-33 what is no workbook, is damaged, empty or swollen is refused at once with what to do",
  async (t) => {
    const send = (content: Uint8Array | string) =>
      officer.client.upload(`/imports/${recordType}?mode=good`, "数据.xlsx", content);
    const whole = Buffer.from(await workbookOf([header, row("完好")]));
    const swollen = Buffer.from(whole);
    const directory = swollen.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    swollen.writeUInt32LE(4_000_000_000, directory + 24);
    for (const content of ["这不是表格".repeat(20), whole.subarray(0, whole.length - 40), swollen, ""]) {
      const { status, body } = await send(content);
      t.is(status, 422, JSON.stringify(body));
      t.regex(body.detail, /后再?上传|重新上传|分别导入|检查/);
    }
    t.is((await officer.client.post(`/imports/${recordType}`, {})).status, 400);
    t.is((await send(await workbookOf([header]))).body.code, "no-rows");
  },
);

test.after("nothing failed unseen", (t) =>
  t.deepEqual(
    stage.app.logged.filter((line) => !line.includes("import-records")),
    [],
  ),
);
