import test from "ava";
import { secretOf } from "../../support/prying.ts";
import { got } from "../key-work/got.ts";
import { decide, fileAuthority, fileHall, taskOf } from "../service-center/hall.ts";
import { dongcheng, openStage, xicheng } from "./stage.ts";

const stage = await openStage();
const { app } = stage;

const secret = secretOf("东城区政务局");
const east = await stage.district(dongcheng);
const west = await stage.district(xicheng);
/** Of the same district, but nobody who may read ratings. */
const center = await app.client("110101-center");
const body = await fileAuthority(east.client);
const hall = (await fileHall(center, body)).id;
await decide(await app.client("110101-center-reviewer"), hall, "approve");
const report = await east.report(`大厅指引不清 ${secret}`, { center: hall });
const { instanceId, openTasks } = await east.record(report);
const task = openTasks[0].id;
const idOf = (person: { client: { session: { account: { id: number } } } }): number => person.client.session.account.id;

test.after.always(() => app.close());

test.serial("R-GEN-09 a process is shown, and explained, to who may read its record", async (t) => {
  for (const path of [`/processes/${instanceId}`, `/processes/${instanceId}/explain`]) {
    for (const client of [center, west.client]) {
      const answer = await client.get(path);
      t.is(answer.status, 404, path);
      t.false(JSON.stringify(answer.body).includes(secret));
    }
    for (const client of [east.client, stage.officer.client, await app.client("admin")]) got(await client.get(path));
  }
});

test.serial("R-GEN-09 who refers to a record is told to who may read the referrer", async (t) => {
  t.deepEqual(got(await center.get(`/records/${hall}/referrers`)), { total: 0, rows: [] });
  const told = got(await east.client.get(`/records/${hall}/referrers`));
  t.is(told.total, 1);
  t.is(told.rows[0].id, report);
  const asked = await center.post(`/records/${hall}/cancel`, { reason: "搬迁" });
  t.false(JSON.stringify(asked.body).includes(secret));
  t.is(asked.status, 200, "whoever refers to it is told when it is cancelled");
});

test.serial("R-GEN-09 nothing is sent to somebody of another district", async (t) => {
  const people = [idOf(west)];
  const attempts = [
    await east.client.post(`/tasks/${task}/copies`, { people }),
    await east.client.post(`/records/${report}/comments`, { text: secret, mentions: people }),
    await east.client.post("/substitutions", {
      ...{ substituteId: idOf(west), startsOn: stage.day(0), endsOn: stage.day(30) },
    }),
  ];
  t.deepEqual(
    attempts.map(({ status, body }) => [status, body.code]),
    attempts.map(() => [422, "out-of-reach"]),
  );
  t.false(JSON.stringify(got(await west.client.get("/notifications"))).includes(secret));
  t.is((await west.client.get(`/records/${report}`)).status, 404);
  const own = { people: [idOf({ client: await app.client("110101-reviewer") })] };
  t.deepEqual(got(await east.client.post(`/tasks/${task}/copies`, own)), { sent: 1 });
});

test.serial("R-GEN-09 a substitute who went to another district stands in no longer", async (t) => {
  const admin = await app.client("admin");
  const account = { login: "110101-second", name: "东城第二填报", roles: ["district-filler"] };
  const unitId = east.client.session.unit.id;
  const made = got(await admin.post("/accounts", { ...account, unitId }), 201);
  const days = { startsOn: stage.day(0), endsOn: stage.day(30) };
  got(await east.client.post("/substitutions", { substituteId: made.account.id, ...days }), 201);
  const sent = await stage.officer.dispatch(`下发 ${secret}`, dongcheng);
  const own = await taskOf(east.client, sent);
  got(await east.client.post(`/tasks/${own?.id}/claim`));
  const second = await app.client();
  got(await second.signIn(account.login, made.password));
  t.truthy(await taskOf(second, sent), "what the principal claimed waits for his substitute as well");
  const { login: _, ...kept } = account;
  got(await admin.put(`/accounts/${made.account.id}`, { ...kept, unitId: west.client.session.unit.id }));
  got(await second.signIn(account.login, made.password));
  for (const path of ["/tasks", "/tasks/counts", "/tasks/groups"]) {
    t.false(JSON.stringify(got(await second.get(path))).includes(secret), path);
  }
  t.is(await taskOf(second, sent), undefined);
});

test.serial(
  "R-EVA-04 a district that passed a rating on neither sends copies of it nor urges it any more",
  async (t) => {
    const sent = await stage.officer.dispatch(`转办 ${secret}`, xicheng);
    const theirs = (await taskOf(west.client, sent))?.id;
    got(await west.client.post(`/tasks/${theirs}/complete`, { outcome: "return", opinion: "不属本区" }));
    const back = await stage.officer.record(sent);
    const data = { ...back.data, district: "110101000000" };
    got(await stage.officer.client.put(`/records/${sent}`, { lockVersion: back.lockVersion, data, submit: true }));
    const reviewer = await app.client("110102-reviewer");
    const people = [reviewer.session.account.id];
    for (const id of [theirs, (await taskOf(east.client, sent))?.id]) {
      t.is((await west.client.post(`/tasks/${id}/copies`, { people })).status, 404);
      t.is((await west.client.post(`/tasks/${id}/urge`, {})).status, 404);
    }
    t.is((await reviewer.get(`/records/${sent}`)).status, 404);
  },
);
