import test from "ava";
import { got } from "../key-work/got.ts";
import { problem, rectified } from "./people.ts";
import { dongcheng, openStage, xicheng } from "./stage.ts";

const stage = await openStage();
const { officer, systemOffice, projectTeam } = stage;
const east = await stage.district(dongcheng);
const west = await stage.district(xicheng);
test.after.always(() => stage.app.close());

const { day } = stage;

test.serial(
  "R-EVA-01 R-EVA-16 R-EVA-17 R-EVA-24 the city files four sections with a deadline, the district completes three, the city verifies",
  async (t) => {
    const draft = { ...problem("下发一", day(-3)), district: `${dongcheng}000000` };
    const early = await officer.file({ ...draft, measures: "市级代填" }, false);
    t.like(early, { status: 403, body: { code: "field-not-editable", errors: [{ pointer: "/measures" }] } });
    const undated = await officer.file({ ...draft, deadline: null }, true);
    t.like(undated, { status: 422, body: { errors: [{ pointer: "/deadline" }] } });
    const id = await officer.dispatch("下发一", dongcheng);
    const sent = await east.record(id);
    t.like(sent, {
      status: "inReview",
      unit: { name: "东城区政务服务和数据管理局" },
      division: { code: "110101000000" },
    });
    t.is(sent.data.route, "dispatched");
    t.is((await west.client.get(`/records/${id}`)).status, 404);
    const changed = await east.decide(id, "submit", {
      data: { ...sent.data, ...rectified(day(0)), title: "改题" },
    });
    t.like(changed, { status: 403, body: { errors: [{ pointer: "/title" }] } });
    const missing = await east.decide(id, "submit", { data: { ...sent.data, ...rectified(day(0)), leadName: null } });
    t.like(missing, { status: 422, body: { errors: [{ pointer: "/leadName" }] } });
    await east.rectify(id);
    await systemOffice.sendBack(id, "核验不属实，请继续整改");
    t.is((await east.record(id)).status, "inReview");
    await east.rectify(id, { measures: "已再次整改。" });
    await projectTeam.approve(id);
    t.like(await officer.record(id), { status: "inForce", data: { measures: "已再次整改。" } });
    // What a district answered, or what was sent back to it, is not called an approval: the history has the words of the buttons.
    const history = got(await officer.client.get(`/records/${id}/history`));
    const done = history.filter(({ kind }: { kind: string }) => kind === "approved");
    t.deepEqual(
      done.map(({ kindText, taskName }: Record<string, string>) => [taskName, kindText]),
      [
        ["市级审核核验", "通过"],
        ["区级整改", "提交核验"],
        ["市级审核核验", "退回"],
        ["区级整改", "提交核验"],
      ],
    );
  },
);

test.serial(
  "R-EVA-02 R-EVA-04 R-EVA-18 R-EVA-28 a district fills all seven sections, one of the two offices reviews, the other's task is gone",
  async (t) => {
    const half = await east.file(problem("上报一", day(-3)), true);
    t.is(half.status, 422);
    t.true(half.body.errors.some(({ pointer }: { pointer: string }) => pointer === "/measures"));
    const id = await east.report("上报一");
    t.like((await east.record(id)).data, { route: "reported", district: "110101000000" });
    t.is((await officer.record(id)).status, "inReview");
    const task = await systemOffice.taskOf(id);
    t.is(await projectTeam.taskOf(id), task);
    await projectTeam.sendBack(id, "请补充原因分析");
    const returned = await east.record(id);
    t.is(returned.status, "returned");
    const again = await east.client.put(`/records/${id}`, {
      ...{ data: { ...returned.data, causeAnalysis: "已补充。" }, lockVersion: returned.lockVersion, submit: true },
    });
    t.is(again.status, 200, JSON.stringify(again.body));
    await systemOffice.approve(id);
    t.is((await east.record(id)).status, "inForce");
    t.is((await projectTeam.client.get("/tasks?box=todo")).body.rows.length, 0);
  },
);

test.serial(
  "R-EVA-01 before it is sent the city is told which district will be asked, and who verifies after it",
  async (t) => {
    const recordType = "service-rating/rating";
    const data = {
      ...problem("看看给谁", day(-3)),
      district: `${dongcheng}000000`,
      deadline: day(9),
      route: "dispatched",
    };
    const { path } = got(await officer.client.post("/path-preview", { recordType, data }));
    t.like(path, [{ name: "区级整改" }, { name: "市级审核核验" }, { kind: "end" }]);
    t.regex(path[0].text, /东城区政务服务和数据管理局/);
    t.regex(path[1].text, /北京市政务服务和数据管理局/);
  },
);

test.serial("R-EVA-02 nobody chooses the route or another district by hand", async (t) => {
  const asCity = await east.file({ ...problem("冒充下发", day(-3)), route: "dispatched" }, false);
  t.is(asCity.status, 403);
  const elsewhere = await east.file({ ...problem("替人上报", day(-3)), district: "110102000000" }, false);
  t.like(elsewhere, { status: 403, body: { errors: [{ pointer: "/district" }] } });
  const own = { ...problem("市级自报", day(-3)), district: "110101000000", route: "reported" };
  t.is((await officer.file(own, false)).status, 403);
  const history = { ...own, route: "history" };
  t.is((await officer.file(history, false)).status, 403);
});

test.serial(
  "R-EVA-01 what is not a district's own goes back to the city, which sends it on; what was sent can be taken back",
  async (t) => {
    const id = await officer.dispatch("发错区", dongcheng);
    got(await east.decide(id, "return", { opinion: "不属本区" }));
    t.is((await east.client.get(`/records/${id}`)).status, 404);
    const back = await officer.record(id);
    t.like(back, { status: "returned", division: { code: "110000000000" } });
    const data = { ...back.data, district: `${xicheng}000000` };
    got(await officer.client.put(`/records/${id}`, { data, lockVersion: back.lockVersion, submit: true }));
    t.is((await west.record(id)).status, "inReview");
    const again = got(await officer.client.post(`/records/${id}/withdraw`));
    t.like(again, { status: "draft", division: { code: "110000000000" } });
    t.is((await west.client.get(`/records/${id}`)).status, 404);
  },
);

test.serial(
  "R-EVA-28 the two-step review is a switch of the process: the project team first, then the system office",
  async (t) => {
    const path = "/process-parameters/service-rating/rectification";
    t.is((await systemOffice.client.put(path, { values: { twoStep: true } })).status, 403);
    t.is((await officer.client.put(path, { values: { twoStep: 2 } })).status, 422);
    got(await officer.client.put(path, { values: { twoStep: true } }));
    const [listed] = got(await officer.client.get("/process-parameters"));
    t.like(listed, { process: "rectification", parameters: [{ key: "twoStep", value: true }] });
    const id = await east.report("两级审核");
    await t.throwsAsync(() => systemOffice.taskOf(id));
    await projectTeam.approve(id);
    t.is((await east.record(id)).status, "inReview");
    await systemOffice.approve(id);
    t.is((await east.record(id)).status, "inForce");
    got(await officer.client.put(path, { values: { twoStep: false } }));
  },
);

test.serial(
  "R-EVA-09 R-EVA-10 R-EVA-11 R-EVA-12 R-EVA-13 R-EVA-14 R-EVA-15 the form has the seven sections, each with its fields",
  async (t) => {
    const form = got(await east.client.get("/record-types/service-rating/rating"));
    const sections = form.uiSchema["ui:groups"].map(({ title }: { title: string }) => title);
    t.deepEqual(sections.slice(0, 7), [
      ...["问题内容", "问题归属", "涉及政务服务事项", "问题类型"],
      ...["整改反馈情况", "问题案例分析及核验流程", "问题牵头负责人"],
    ]);
    const fields = form.uiSchema["ui:groups"].flatMap(({ fields }: { fields: string[] }) => fields);
    t.deepEqual(fields.sort(), Object.keys(form.schema.properties).sort());
    t.deepEqual(form.readOnly, ["deadline", "district"]);
    const city = got(await officer.client.get("/record-types/service-rating/rating"));
    const last = city.uiSchema["ui:groups"].slice(4, 7).flatMap(({ fields }: { fields: string[] }) => fields);
    t.deepEqual(city.readOnly, last.sort());
    t.is(city.initial.deadline, day(21));
  },
);

test.after("nothing failed unseen", (t) => t.deepEqual(stage.app.logged, []));
