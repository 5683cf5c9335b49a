import test from "ava";
import { got } from "./got.ts";
import { dongcheng, nextYear, openStage } from "./stage.ts";

const stage = await openStage();
const { asOfficer, asCityReviewer } = stage;
const asFiller = await stage.asFiller(dongcheng);
const asReviewer = await stage.asReviewer(dongcheng);
test.after.always(() => stage.app.close());

const periods = ["01", "02", "03"].map((month) => `${nextYear}-${month}`);
let keyWork = "";
let content = "";
let campaignId = "";
let report = "";

test.serial("R-KEY-01 R-KEY-04 R-KEY-06: city and district each find their own menus", async (t) => {
  const titles = async (login: string) =>
    (await stage.app.client(login)).session.menus
      .filter(({ group }: { group: string }) => group === "重点工作管理")
      .map(({ title }: { title: string }) => title);
  const officers = await titles("city-officer");
  t.true(officers.includes("重点工作制定"));
  t.true(officers.includes("重点工作统计"));
  t.false(officers.includes("重点工作填报"));
  t.deepEqual(await titles(`${dongcheng}-filler`), ["重点工作填报"]);
  t.deepEqual(await titles(`${dongcheng}-reviewer`), ["重点工作填报情况"]);
  t.deepEqual(await titles("agency-1"), []);
});

test.serial(
  "R-KEY-02 R-KEY-09 R-KEY-19 R-KEY-20 R-KEY-21: the officer lays down work, contents and items",
  async (t) => {
    keyWork = await asOfficer.define({ title: "综合窗口改革", year: nextYear });
    content = await asOfficer.addContent(keyWork, "综窗改造", { annualTarget: 120, measureUnit: "个" });
    await asOfficer.addProgressItem(content, "完成窗口改造方案", { target: "6月底前", dueMonth: `${nextYear}-06` });
    await asOfficer.addProgressItem(content, "窗口人员轮训", { order: 2 });
    const children = async (id: string, type: string) =>
      got(await asOfficer.client.get(`/records/${id}/children/${type}`)).rows.map(
        ({ title }: { title: string }) => title,
      );
    t.deepEqual(await children(keyWork, "workContent"), ["综窗改造"]);
    t.deepEqual((await children(content, "progressItem")).sort(), ["完成窗口改造方案", "窗口人员轮训"]);
    t.like((await asOfficer.rows("keyWorks"))[0], {
      id: keyWork,
      title: "综合窗口改革",
      taskType: "month",
      $status: "inForce",
    });
  },
);

test.serial("R-KEY-03: the officer publishes a form of the work's own, used at once without a restart", async (t) => {
  const published = await asOfficer.design(keyWork, [
    { id: "f_1", title: "办件量", kind: "number", required: true, unit: "件", min: 0 },
    {
      ...{ id: "f_2", title: "推进方式", kind: "select" },
      options: [
        { value: "o1", label: "试点" },
        { value: "o2", label: "全面" },
      ],
    },
    { id: "f_3", title: "分厅情况", kind: "subTable", columns: [{ id: "f_4", title: "厅名", kind: "text" }] },
  ]);
  t.is(published.status, 201, JSON.stringify(published.body));
  const form = got(await asFiller.client.get(`/record-types/key-work/progressEntry?form=${published.body.key}`));
  t.like(form.schema.properties.f_1, { title: "办件量", "x-unit": "件" });
  t.is(form.schema.properties.completion.title, "完成情况");
});

test.serial(
  "R-KEY-08 R-KEY-11: dispatched to 16 districts for three months, the work makes 48 obligations",
  async (t) => {
    const preview = got(await asOfficer.client.post("/campaigns/preview", { sourceRecordId: keyWork, periods }));
    t.like(preview, { count: 48, units: 16 });
    const sent = await asOfficer.dispatch(keyWork, periods);
    t.is(sent.count, 48);
    campaignId = sent.campaignId;
    const duties = await asFiller.duties("open", campaignId);
    t.deepEqual(
      duties.map(({ period, subject, state }) => [period.key, subject.title, state]),
      periods.map((period) => [period, "综窗改造", "open"]),
    );
    t.like((await asOfficer.campaign(campaignId)).total, { due: 48, submitted: 0, completed: 0 });
    const notices = got(await asFiller.client.get("/notifications?unread=1"));
    t.true(JSON.stringify(notices).includes("新的填报任务：综合窗口改革"));
  },
);

test.serial(
  "R-KEY-05 R-KEY-22: 东城 opens the prefilled form, keeps a draft, fills the rest and submits",
  async (t) => {
    const [duty] = await asFiller.duties("open", campaignId);
    if (!duty) return t.fail();
    const draft = await asFiller.saveDraft(duty, { progressText: undefined });
    report = draft.id;
    t.is(draft.status, "draft");
    t.like(draft.data, { title: `综窗改造（${nextYear}年1月）`, month: 1, year: String(nextYear), annualTarget: 120 });
    t.deepEqual(draft.data.items.map(({ content: text }: { content: string }) => text).sort(), [
      "完成窗口改造方案",
      "窗口人员轮训",
    ]);
    t.like((await asFiller.duties("open", campaignId))[0], { id: duty.id, state: "draft", recordId: report });
    const refused = await asFiller.change(report, {}, true);
    t.is(refused.status, 422);
    t.deepEqual(refused.body.errors.map(({ pointer, message }: Record<string, string>) => [pointer, message]).sort(), [
      ["/f_1", "请填写办件量"],
      ["/progressText", "请填写工作进展"],
    ]);
    const rest = {
      progressText: "完成十二个窗口。",
      amount: 12,
      cumulative: 50,
      f_1: 120,
      f_2: "o1",
      f_3: [{ f_4: "一厅" }],
    };
    const submitted = got(await asFiller.change(report, rest, true));
    t.like(submitted, { status: "inReview", statusText: "审核中" });
    t.like(submitted.data, { ...rest, rate: 41.7 });
    t.deepEqual(
      (await asFiller.duties("done", campaignId)).map(({ state }) => state),
      ["submitted"],
    );
  },
);

test.serial("R-KEY-22: the district's reviewer sends it back with an opinion, and has to give one", async (t) => {
  t.deepEqual(
    (await asReviewer.todo()).map(({ recordId, name }) => [recordId, name]),
    [[report, "区审核"]],
  );
  const silent = await asReviewer.decide(report, "return");
  t.is(silent.status, 422);
  t.like(silent.body.errors[0], { pointer: "/opinion", message: "请填写退回修改意见" });
  await asReviewer.sendBack(report, "请补充佐证材料");
  t.deepEqual(await asReviewer.todo(), []);
  t.like(await asFiller.record(report), { status: "returned", abilities: { canEdit: true, canSubmit: true } });
  t.like((await asFiller.history(report))[0], { kind: "returned", opinion: "请补充佐证材料" });
  t.like((await asFiller.duties("open", campaignId))[0], { recordId: report, state: "returned" });
  const notices = JSON.stringify(got(await asFiller.client.get("/notifications?unread=1")));
  t.true(notices.includes("退回"), notices);
});

test.serial("R-KEY-07 R-KEY-23: mended and submitted again it passes district and city and is in force", async (t) => {
  const file = await asFiller.upload("改造照片.pdf");
  const again = got(await asFiller.change(report, { amount: 13, cumulative: 51, attachments: [file] }, true));
  t.is(again.status, "inReview");
  await asReviewer.approve(report);
  t.like((await asCityReviewer.todo())[0], { recordId: report, name: "市审核" });
  await asCityReviewer.approve(report);
  const final = await asFiller.record(report);
  t.like(final, { status: "inForce", statusText: "已生效", versionNumber: 1 });
  t.like(final.data, { amount: 13, cumulative: 51, rate: 42.5, f_1: 120, f_2: "o1" });
  t.is(final.data.attachments[0].name, "改造照片.pdf");
  const seen = await asOfficer.rows("progressEntries", { filters: { year: String(nextYear) } });
  t.deepEqual(
    seen.map(({ id, $status, amount }) => [id, $status, amount]),
    [[report, "inForce", 13]],
  );
  t.like((await asOfficer.campaign(campaignId)).total, { due: 48, submitted: 1, onTime: 1, completed: 1 });
  const flow = got(await asFiller.client.get(`/processes/${final.instanceId}`));
  t.is(flow.status, "completed");
});

test.serial(
  "R-KEY-26 R-GEN-07: a report in force can be changed, searched and counted; till approved the old content holds",
  async (t) => {
    got(await asFiller.change(report, { amount: 14, cumulative: 52 }));
    const inForce = got(await asFiller.client.get(`/records/${report}?revision=inForce`));
    t.is(inForce.data.amount, 13);
    t.is((await asFiller.record(report)).data.amount, 14);
    const diff = got(await asFiller.client.get(`/records/${report}/diff?from=1&to=2`));
    t.true(
      diff.some(
        ({ title, before, after }: Record<string, string>) =>
          title === "本期完成量" && before === "13" && after === "14",
      ),
    );
    const found = await asOfficer.rows("progressEntries", {
      search: "综窗改造",
      filters: { $district: "110101000000" },
    });
    t.is(found.length, 1);
    const table = await asOfficer.statistics({ rows: ["district"], columns: [], measures: ["due", "reported"] });
    t.deepEqual(
      table.rows[0]?.cells.map(({ value }) => value),
      [3, 1],
    );
  },
);

test.after("nothing of the story was logged as a fault", (t) => {
  t.deepEqual(stage.app.logged, []);
});
