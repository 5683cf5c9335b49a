import test from "ava";
import { got } from "./got.ts";
import { dongcheng, lastYear, nextYear, openStage, xicheng } from "./stage.ts";

const hour = 3_600_000;
const stage = await openStage();
const { asOfficer } = stage;
const east = await stage.asFiller(dongcheng);
const west = await stage.asFiller(xicheng);
test.after.always(() => stage.app.close());

let keyWork = "";
let campaignId = "";
let report = "";
const remind = (body: object = {}) => asOfficer.client.post(`/campaigns/${campaignId}/remind`, body);

test.serial("R-KEY-10: an annual task gives every unit one slot a year, however often it is dispatched", async (t) => {
  const annual = await asOfficer.define({ title: "政务服务标准化", year: nextYear, taskType: "year" });
  await asOfficer.addContent(annual, "标准化达标");
  const monthly = { sourceRecordId: annual, periods: [`${nextYear}-01`] };
  const refused = await asOfficer.client.post("/campaigns", monthly);
  t.deepEqual([refused.status, refused.body.errors[0].pointer], [422, "/periods/0"]);
  t.regex(refused.body.detail, /按年度填报/);
  const first = await asOfficer.dispatch(annual, [String(nextYear)]);
  const again = await asOfficer.dispatch(annual, [String(nextYear)]);
  t.is((await asOfficer.campaign(first.campaignId)).total.due, 16);
  t.is((await asOfficer.campaign(again.campaignId)).total.due, 0);
  const duties = await east.duties();
  t.deepEqual(
    duties.map(({ period }) => period.title),
    [`${nextYear}年`],
  );
  const filed = await east.submit(duties[0] ?? { id: "" });
  t.like(filed.data, { period: `${nextYear}年`, year: String(nextYear) });
  t.is(filed.data.month ?? null, null);
  t.deepEqual(await east.duties(), []);
});

test.serial("R-KEY-07: the campaign's page counts who has reported, per unit and period", async (t) => {
  keyWork = await asOfficer.define({ title: "综合窗口改革", year: lastYear });
  for (const title of ["综窗改造", "一窗受理"]) await asOfficer.addContent(keyWork, title);
  campaignId = (await asOfficer.dispatch(keyWork, [`${lastYear}-05`])).campaignId;
  const [first, second] = await east.duties("overdue", campaignId);
  if (!first || !second) return t.fail();
  report = (await east.submit(first)).id;
  await east.saveDraft(second);
  const page = await asOfficer.campaign(campaignId);
  t.deepEqual(page.total, { due: 32, submitted: 1, onTime: 0, overdue: 32, completed: 0 });
  const unit = page.completeness.units.find(({ unitName }: { unitName: string }) => unitName.startsWith("东城区"));
  t.like(unit.periods[0], { period: `${lastYear}-05`, due: 2, submitted: 1, overdue: 2 });
  t.is(page.completeness.unitCount, 16);
  const missing = got(await asOfficer.client.get(`/campaigns/${campaignId}?show=missing&q=东城`));
  t.is(missing.completeness.unitCount, 1);
  t.like(got(await asOfficer.client.get(`/campaigns?source=${keyWork}`)).rows[0], { id: campaignId, count: 32 });
});

test.serial("R-KEY-07: who is behind is urged at most once an hour", async (t) => {
  t.like(got(await remind()), { reminded: 31, units: 16 });
  t.like(await remind(), { status: 409, body: { code: "reminded-recently" } });
  const told = JSON.stringify(got(await west.client.get("/notifications?unread=1")));
  t.true(told.includes("催办：") && told.includes("尚有 2 项未报"), told);
  stage.wait(hour + 1000);
  const unitIds = (await asOfficer.campaign(campaignId)).completeness.units
    .filter(({ unitName }: { unitName: string }) => unitName.startsWith("西城区"))
    .map(({ unitId }: { unitId: number }) => unitId);
  t.like(got(await remind({ unitIds })), { reminded: 2, units: 1 });
  t.like(got(await remind()), { reminded: 29, units: 15, tooSoon: 2 });
});

test.serial("R-KEY-08: a campaign that is taken back keeps what was filled and owes nothing more", async (t) => {
  const [owed] = await west.duties("open", campaignId);
  t.deepEqual(got(await asOfficer.client.post(`/campaigns/${campaignId}/cancel`)), { cancelled: 31, kept: 1 });
  t.deepEqual(await west.duties("open", campaignId), []);
  t.like(await west.client.post(`/obligations/${owed?.id}/open`), {
    status: 409,
    body: { code: "obligation-cancelled" },
  });
  t.is((await asOfficer.client.post(`/campaigns/${campaignId}/cancel`)).status, 409);
  t.is((await remind()).status, 409);
  const asReviewer = await stage.asReviewer(dongcheng);
  await asReviewer.approve(report);
  await stage.asCityReviewer.approve(report);
  t.is((await east.record(report)).status, "inForce");
  t.like((await asOfficer.campaign(campaignId)).total, { due: 1, submitted: 1, completed: 1 });
  const table = await asOfficer.statistics({ rows: ["keyWork"], columns: [], filters: { $source: keyWork } });
  t.deepEqual(
    table.rows[0]?.cells.slice(0, 2).map(({ value }) => value),
    [1, 1],
  );
});

test.after("nothing of the story was logged as a fault", (t) => {
  t.deepEqual(stage.app.logged, []);
});
