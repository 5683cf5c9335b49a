import test from "ava";
import { got } from "./got.ts";
import { dongcheng, nextYear, openStage } from "./stage.ts";

const stage = await openStage();
const { asOfficer } = stage;
const asFiller = await stage.asFiller(dongcheng);
const keyWork = await asOfficer.define({ title: "综合窗口改革", year: nextYear });
const content = await asOfficer.addContent(keyWork, "综窗改造");
await asOfficer.addProgressItem(content, "完成窗口改造方案");
await asOfficer.dispatch(keyWork, [`${nextYear}-01`]);
test.after.always(() => stage.app.close());

let report = "";
let photo: { id: string; name: string; size: number };
const began = Date.now();

test.serial(
  "R-KEY-24 R-GEN-08: the report log tells who did what when, with each field before and after",
  async (t) => {
    photo = await asFiller.upload("改造照片.pdf");
    const [duty] = await asFiller.duties();
    if (!duty) return t.fail();
    const draft = await asFiller.saveDraft(duty, { attachments: [photo] });
    report = draft.id;
    const items = draft.data.items.map((item: object) => ({ ...item, status: "done" }));
    got(
      await asFiller.change(report, { completion: "notStarted", problems: "资金未到位", items, attachments: [] }, true),
    );
    await (await stage.asReviewer(dongcheng)).sendBack(report, "请说明原因");
    const log = await asFiller.history(report);
    t.deepEqual(
      log.map(({ kindText }: { kindText: string }) => kindText),
      ["退回", "提交", "保存", "新建"],
    );
    t.like(log[0], { opinion: "请说明原因", account: { name: "东城区审核员" }, taskName: "区审核" });
    for (const { at, account, unit } of log) {
      t.true(Date.parse(at) >= began && Date.parse(at) <= Date.now());
      t.true(account.name.startsWith("东城区"));
      t.is(unit.name, "东城区政务服务和数据管理局");
    }
    const changes = log[2].changes.map(({ title, before, after }: Record<string, string>) => [title, before, after]);
    const saying = (text: string) => changes.find(([title]: string[]) => title?.includes(text));
    t.deepEqual(
      saying("存在问题")?.slice(1),
      [undefined, "资金未到位"].map((text) => text ?? saying("存在问题")?.[1]),
    );
    t.true(
      changes.some(([, before, after]: string[]) => before === "推进中" && after === "未启动"),
      JSON.stringify(changes),
    );
    t.true(
      changes.some(([, , after]: string[]) => after === "已完成"),
      JSON.stringify(changes),
    );
  },
);

test.serial("R-KEY-25 R-KEY-23: the upload log tells of every file that came and went", async (t) => {
  const table = await asFiller.upload("数据表.pdf");
  got(await asFiller.change(report, { attachments: [table] }, true));
  const log = await asFiller.uploads(report);
  t.deepEqual(
    log.map(({ kindText, attachment }: { kindText: string; attachment: { name: string } }) => [
      kindText,
      attachment.name,
    ]),
    [
      ["上传附件", "数据表.pdf"],
      ["移除附件", "改造照片.pdf"],
      ["上传附件", "改造照片.pdf"],
    ],
  );
  t.like(log[2], { account: { name: "东城区填报员" }, attachment: { id: photo.id, size: photo.size } });
  const asReviewer = await stage.asReviewer(dongcheng);
  const file = await asReviewer.client.get(`/attachments/${table.id}?download=1`);
  t.is(file.status, 200);
  t.true(file.body.toString().includes("数据表.pdf"));
});

test.serial(
  "R-GEN-06: a report refers to its work content, so a corrected name is everywhere the corrected one",
  async (t) => {
    const { data, lockVersion } = got(await asOfficer.client.get(`/records/${content}`));
    const renamed = { data: { ...data, title: "综合窗口改造" }, lockVersion, submit: true };
    got(await asOfficer.client.put(`/records/${content}`, renamed));
    const seen = await asFiller.record(report);
    t.is(seen.data.workContent, content);
    t.is(seen.references[content], "综合窗口改造");
    const table = await asOfficer.statistics({ rows: ["workContent"], columns: [] });
    t.is(table.rows[0]?.head[0]?.text, "综合窗口改造");
  },
);

test.serial("R-GEN-08: every write of the story is in the audit trail with its actor, place and time", async (t) => {
  const admin = await stage.app.client("admin");
  const trail = got(await admin.get("/audit?result=ok&limit=500"));
  const actions = new Set(trail.map(({ action }: { action: string }) => action));
  for (const action of ["record.create", "record.save", "record.submit", "task.complete", "campaign.create"])
    t.true(actions.has(action), `${action} among ${[...actions]}`);
  const submitted = trail.find(
    (row: Record<string, unknown>) => row.action === "record.submit" && row.target === report,
  );
  t.like(submitted, { account: { login: `${dongcheng}-filler` }, unitName: "东城区政务服务和数据管理局" });
  t.true(Date.parse(submitted.at) >= began);
});

test.serial("R-KEY-26: what is official stays in the city's figures while a change is being written", async (t) => {
  await (await stage.asReviewer(dongcheng)).approve(report);
  await stage.asCityReviewer.approve(report);
  const shown = async () => (await asOfficer.rows("obligations")).find(({ $record }) => $record === report);
  const official = await shown();
  t.is(official?.$status, "inForce");
  t.is(official?.completion, "notStarted");
  got(await asFiller.change(report, { completion: "inProgress" }));
  t.deepEqual(await shown(), official);
});

test.after("nothing of the story was logged as a fault", (t) => {
  t.deepEqual(stage.app.logged, []);
});
