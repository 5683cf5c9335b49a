import test from "ava";
import { startTestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { got } from "../key-work/got.ts";
import { decide, departmentNear, fileAuthority, fileHall, hall, taskOf } from "./hall.ts";

const app = await startTestApp({ shipped: true });
const recordType = "service-center/serviceCenter";
const list = (key: string) => `/lists/service-center/${key}/query`;

const logins = {
  cityCenter: "city-center",
  cityReviewer: "city-center-reviewer",
  cityAgency: "agency-1",
  eastBureau: "110101-filler",
  eastCenter: "110101-center",
  eastReviewer: "110101-center-reviewer",
  eastAgency: "110101-agency",
  eastStreet: "110101001-staff",
  westCenter: "110102-center",
  westReviewer: "110102-center-reviewer",
  bureau: "city-officer",
};
type Who = keyof typeof logins;
const as = {} as Record<Who, Client>;
for (const [who, login] of Object.entries(logins)) as[who as Who] = await app.client(login);
const authority = {
  city: await fileAuthority(as.bureau),
  cityAgency: await fileAuthority(as.cityAgency),
  east: await fileAuthority(as.eastBureau),
  eastAgency: await fileAuthority(as.eastAgency),
  eastStreet: await fileAuthority(as.eastStreet),
  west: await fileAuthority(await app.client("110102-filler")),
};
const filed = {
  cityCenter: await fileHall(as.cityCenter, authority.city, { name: "北京市政务服务中心" }),
  cityAgency: await fileHall(as.cityAgency, authority.cityAgency, {
    ...{ name: "出入境大厅", category: "specialised", field: "immigration" },
  }),
  eastCenter: await fileHall(as.eastCenter, authority.east, { name: "东城区政务服务中心" }),
  eastAgency: await fileHall(as.eastAgency, authority.eastAgency, {
    ...{ name: "东城市场监管大厅", category: "specialised", field: "market" },
  }),
  eastStreet: await fileHall(as.eastStreet, authority.eastStreet, { name: "东华门街道政务服务中心" }),
  westCenter: await fileHall(as.westCenter, authority.west, { name: "西城区政务服务中心" }),
};
test.after.always(() => app.close());

const names = (rows: { name: string }[]) => rows.map(({ name }) => name).sort();
const listed = async (who: Who, key = "centers") => names(got(await as[who].post(list(key), { limit: 100 })).rows);
const all = Object.values(filed)
  .map(({ data }) => data.name)
  .sort();
const show = async (who: Who, id: string, revision = "latest") =>
  got(await as[who].get(`/records/${id}?revision=${revision}`));

test.serial("R-CTR-03 R-CTR-04 R-CTR-05 R-CTR-06 R-CTR-07 R-CTR-08: the form has its six blocks", async (t) => {
  const { schema, uiSchema } = got(await as.eastStreet.get(`/record-types/${recordType}`));
  const titles = uiSchema["ui:groups"].map(({ title }: { title: string }) => title);
  for (const block of ["基本情况", "窗口分布情况", "前台人员情况", "进驻部门情况", "奖励情况", "表扬情况"]) {
    t.true(titles.includes(block), block);
  }
  for (const table of ["windows", "departments", "awards", "commendations"]) {
    t.is(schema.properties[table].type, "array", table);
  }
  t.deepEqual(schema.properties.category["x-enumNames"], ["综合大厅", "专业大厅"]);
});

test.serial("R-CTR-01: a specialised hall says which field it serves, a general one need not", async (t) => {
  const department = await departmentNear(as.eastAgency);
  const data = hall(authority.eastAgency, department, { name: "第二大厅", category: "specialised" });
  const { status, body } = await as.eastAgency.post("/records", { recordType, data, submit: true });
  t.deepEqual([status, body.errors[0].pointer, body.errors[0].message], [422, "/field", "专业大厅请选择专业领域"]);
});

test.serial("R-CTR-02: whoever is not charged with a centre cannot make one", async (t) => {
  for (const login of ["city-center-reviewer", "110101-center-reviewer", "city-officer", "110101-filler", "leader"]) {
    const client = await app.client(login);
    const data = hall(authority.east, "1");
    t.is((await client.post("/records", { recordType, data })).status, 403, login);
    t.false(got(await client.get(`/record-types/${recordType}`)).abilities.canCreate, login);
  }
});

test.serial("R-CTR-06 R-CTR-27: a stationed department is a unit of the organisation, not a text", async (t) => {
  const wrong = hall(authority.east, "999999999", { name: "假部门大厅" });
  const { status, body } = await as.eastCenter.post("/records", { recordType, data: wrong, submit: true });
  t.deepEqual(
    [status, body.errors.map(({ pointer }: { pointer: string }) => pointer)],
    [422, ["/departments/0/department"]],
  );
  const { references, data } = await show("eastCenter", filed.eastCenter.id);
  t.truthy(references[data.departments[0].department], "and it is shown by its name");
});

test.serial("R-CTR-09 R-CTR-10 R-CTR-11 R-CTR-12 R-GEN-04: each sees what its level may see", async (t) => {
  t.deepEqual(await listed("cityCenter"), all);
  t.deepEqual(await listed("cityReviewer"), all);
  const east = ["东城区政务服务中心", "东城市场监管大厅", "东华门街道政务服务中心"].sort();
  t.deepEqual(await listed("eastCenter"), east);
  t.deepEqual(await listed("eastReviewer"), east);
  t.deepEqual(await listed("eastAgency"), ["东城市场监管大厅"]);
  t.deepEqual(await listed("cityAgency"), ["出入境大厅"]);
  t.deepEqual(await listed("eastStreet"), ["东华门街道政务服务中心"]);
  t.deepEqual(await listed("westCenter"), ["西城区政务服务中心"]);
});

test.serial("R-CTR-14 R-CTR-15: what is submitted waits for its review and is no official data", async (t) => {
  for (const { status, openTasks } of Object.values(filed)) {
    t.is(status, "inReview");
    t.is(openTasks.length, 1);
  }
  t.deepEqual(await listed("cityCenter", "officialCenters"), []);
  t.deepEqual(got(await as.cityCenter.get(`/records/options?recordType=${recordType}&official=true`)), []);
  const statistics = got(await as.cityCenter.post("/statistics/service-center/centerStatistics/query", {}));
  t.deepEqual(statistics.table.rows, []);
});

test.serial(
  "R-CTR-13 R-CTR-16 R-CTR-17 R-CTR-18: the task is put before the reviewers of the right centre only",
  async (t) => {
    const desks: Record<string, Who[]> = {
      cityReviewer: ["cityCenter", "cityAgency"],
      eastReviewer: ["eastCenter", "eastAgency", "eastStreet"],
      westReviewer: ["westCenter"],
    };
    for (const who of Object.keys(logins) as Who[]) {
      const due = desks[who] ?? [];
      for (const [of, { id }] of Object.entries(filed)) {
        const task = await taskOf(as[who], id);
        t.is(task !== undefined, due.includes(of as Who), `${who} ${of}`);
      }
    }
    // The right to review is a role that an administrator grants.
    const roles = got(await (await app.client("admin")).get("/roles"));
    t.true(roles.some(({ key }: { key: string }) => key === "district-center-reviewer"));
  },
);

test.serial("R-CTR-19 R-CTR-20: agencies and streets decide nothing, not even on their own data", async (t) => {
  const tasks = Object.values(filed).map(({ openTasks }) => openTasks[0].id);
  for (const who of ["cityAgency", "eastAgency", "eastStreet", "eastCenter", "cityCenter"] as const) {
    t.deepEqual(got(await as[who].get("/tasks?box=todo")).rows, []);
    for (const id of tasks) {
      const { status } = await as[who].post(`/tasks/${id}/complete`, { outcome: "approve" });
      t.true(status === 403 || status === 404, `${who} ${status}`);
    }
  }
  for (const id of tasks.slice(0, 2)) {
    t.true([403, 404].includes((await as.eastReviewer.post(`/tasks/${id}/complete`, { outcome: "approve" })).status));
  }
});

test.serial("R-CTR-21: a return needs an opinion, gives the form back, and it can be submitted again", async (t) => {
  const { id } = filed.eastStreet;
  const task = await taskOf(as.eastReviewer, id);
  const silent = await as.eastReviewer.post(`/tasks/${task?.id}/complete`, { outcome: "return" });
  t.deepEqual([silent.status, silent.body.code], [422, "opinion-required"]);
  await decide(as.eastReviewer, id, "return", "请补充延时服务时间");
  const returned = await show("eastStreet", id);
  t.deepEqual([returned.status, returned.abilities.canEdit, returned.abilities.canSubmit], ["returned", true, true]);
  t.true(JSON.stringify(got(await as.eastStreet.get(`/records/${id}/history`))).includes("请补充延时服务时间"));
  const data = { ...returned.data, traffic: "地铁 5 号线灯市口站" };
  const { lockVersion } = returned;
  t.is(got(await as.eastStreet.put(`/records/${id}`, { data, lockVersion, submit: true })).status, "inReview");
});

test.serial("R-CTR-15 R-CTR-16 R-CTR-17 R-CTR-18: approved by its own centre it is official", async (t) => {
  for (const of of ["cityCenter", "cityAgency"] as const) await decide(as.cityReviewer, filed[of].id, "approve");
  for (const of of ["eastCenter", "eastAgency", "eastStreet"] as const)
    await decide(as.eastReviewer, filed[of].id, "approve");
  await decide(as.westReviewer, filed.westCenter.id, "approve");
  t.deepEqual(await listed("cityCenter", "officialCenters"), all);
  const { table } = got(await as.cityCenter.post("/statistics/service-center/centerStatistics/query", {}));
  const total = table.columns.findIndex(
    (column: { measure: string; total: boolean }) => column.measure === "centers" && column.total,
  );
  t.is(table.totals.cells[total].value, 6);
});

test.serial("R-CTR-11 R-CTR-12 R-CTR-22: a change under review leaves the approved data in force", async (t) => {
  const { id } = filed.eastStreet;
  const { data, lockVersion } = await show("eastStreet", id);
  const change = { data: { ...data, name: "东华门街道便民服务中心", staffTotal: 33 }, lockVersion, submit: true };
  const changed = got(await as.eastStreet.put(`/records/${id}`, change));
  t.deepEqual([changed.status, changed.revision.number], ["inReview", 2]);
  const official = await show("eastReviewer", id, "inForce");
  t.deepEqual([official.data.name, official.data.staffTotal], ["东华门街道政务服务中心", 20]);
  t.deepEqual(await listed("cityCenter", "officialCenters"), all, "lists and figures go on with the approved data");
  const choices = got(await as.westCenter.get(`/records/options?recordType=${recordType}&official=true`));
  const labels = choices.map(({ label }: { label: string }) => label);
  t.true(labels.includes("东华门街道政务服务中心") && !labels.includes("东华门街道便民服务中心"));
  await decide(as.eastReviewer, id, "approve");
  t.is((await show("eastStreet", id)).status, "inForce");
  t.true((await listed("cityCenter", "officialCenters")).includes("东华门街道便民服务中心"));
});

test.serial(
  "R-CTR-04 R-CTR-05 R-CTR-06: figures that do not agree are pointed out and keep nobody from going on",
  async (t) => {
    const { id } = filed.westCenter;
    const { data, lockVersion } = await show("westCenter", id);
    const odd = { ...data, windowCount: 9, comprehensiveCount: 4, itemCount: 7 };
    const sent = got(await as.westCenter.put(`/records/${id}`, { data: odd, lockVersion, submit: true }));
    t.is(sent.status, "inReview");
    const shown = await show("westReviewer", id);
    const places = shown.warnings.map(({ pointer }: { pointer: string }) => pointer).sort();
    t.deepEqual(places, ["/comprehensiveCount", "/itemCount", "/windowCount"]);
    for (const { message } of shown.warnings) t.regex(message, /请核对$/);
    await decide(as.westReviewer, id, "approve");
    t.is((await show("westCenter", id)).data.windowCount, 9);
  },
);
