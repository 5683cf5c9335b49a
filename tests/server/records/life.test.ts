import test from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { station, stationPackage } from "./station-package.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp({ packages: [stationPackage] });
});
test.after.always(() => app.close());

const recordType = "stations/station";

test("a record goes from draft to in force, and a change leaves the official one in force until it takes its place", async (t) => {
  const filler = await app.client("110101-filler");
  const made = await filler.post("/records", { recordType, data: station({ name: "甲", amount: 2, price: 3 }) });
  t.is(made.status, 201, JSON.stringify(made.body));
  t.like(made.body, { status: "draft", statusText: "草稿", title: "甲", lockVersion: 1, definitionKey: "stations" });
  t.is(made.body.data.total, 6);
  t.like(made.body.unit, { name: "东城区政务局" });
  t.true(made.body.abilities.canSubmit);

  const { id } = made.body;
  const saved = await filler.put(`/records/${id}`, {
    data: { ...made.body.data, name: "乙", amount: 5 },
    lockVersion: 1,
  });
  t.is(saved.status, 200, JSON.stringify(saved.body));
  t.is(saved.body.data.total, 15);
  t.is(saved.body.lockVersion, 2);

  const submitted = await filler.post(`/records/${id}/submit`, { lockVersion: 2 });
  t.is(submitted.status, 200, JSON.stringify(submitted.body));
  t.is(submitted.body.status, "inForce");
  t.is(submitted.body.revision.number, 1);

  const official = submitted.body;
  const changed = await filler.put(`/records/${id}`, {
    data: { ...official.data, name: "丙" },
    lockVersion: official.lockVersion,
  });
  t.like(changed.body, { status: "draft", title: "丙" });
  t.is(changed.body.revision.number, 2);
  t.is((await filler.get(`/records/${id}?revision=inForce`)).body.title, "乙");

  const again = await filler.post(`/records/${id}/submit`, {});
  t.is(again.body.status, "inForce");
  t.is((await filler.get(`/records/${id}?revision=inForce`)).body.title, "丙");
  t.is((await filler.get(`/records/${id}?revision=1`)).body.title, "乙");

  const revisions = (await filler.get(`/records/${id}/revisions`)).body;
  t.deepEqual(
    revisions.map((one: { number: number }) => one.number),
    [2, 1],
  );
  t.truthy(revisions[1].supersededAt);
  t.like((await filler.get(`/records/${id}/diff?from=1&to=2`)).body[0], {
    pointer: "/name",
    before: "乙",
    after: "丙",
    title: "名称",
  });

  const history = (await filler.get(`/records/${id}/history`)).body;
  const kinds = ["inForce", "submitted", "revised", "inForce", "submitted", "saved", "created"];
  t.deepEqual(
    history.map((event: { kind: string }) => event.kind),
    kinds,
  );
  t.like(history[5].changes[0], { pointer: "/name", before: "甲", after: "乙" });

  const cancelled = await filler.post(`/records/${id}/cancel`, { reason: "撤点" });
  t.is(cancelled.body.status, "cancelled");
  t.is(
    (await filler.put(`/records/${id}`, { data: official.data, lockVersion: cancelled.body.lockVersion })).status,
    409,
  );
  const { rows } = await app.db.owner.raw(
    "select count(*)::int as n from audit_log where target = ? and result = 'ok'",
    [id],
  );
  t.is(rows[0].n, 6);
});

test("wrong data is refused field by field: types in a draft, everything on submission", async (t) => {
  const filler = await app.client("110101-filler");
  const wrong = await filler.post("/records", { recordType, data: { name: "甲", amount: "many", color: "blue" } });
  t.is(wrong.status, 422);
  t.deepEqual(wrong.body.errors.map((error: { pointer: string }) => error.pointer).sort(), ["/amount", "/color"]);
  const draft = await filler.post("/records", { recordType, data: { name: "甲" } });
  t.is(draft.status, 201, JSON.stringify(draft.body));
  const refused = await filler.post(`/records/${draft.body.id}/submit`, {});
  t.is(refused.status, 422);
  t.like(refused.body.errors[0], { pointer: "/code", message: "请填写编码" });
  t.is((await filler.get(`/records/${draft.body.id}`)).body.status, "draft");
  const unknown = await filler.post("/records", { recordType, data: { name: "甲", __proto__x: 1 } });
  t.is(unknown.status, 422);
});

test("a stale save is refused with both sides, their common base and a merge", async (t) => {
  const filler = await app.client("110101-filler");
  const { body } = await filler.post("/records", { recordType, data: station({ name: "基", amount: 1 }) });
  await filler.put(`/records/${body.id}`, { data: { ...body.data, amount: 9 }, lockVersion: 1 });
  const stale = await filler.put(`/records/${body.id}`, { data: { ...body.data, name: "我的" }, lockVersion: 1 });
  t.is(stale.status, 409);
  t.is(stale.body.code, "stale-record");
  t.is(stale.body.mine.name, "我的");
  t.like(stale.body.theirs, { lockVersion: 2, by: "东城区填报" });
  t.is(stale.body.theirs.data.amount, 9);
  t.like(stale.body.base, { name: "基", amount: 1 });
  t.like(stale.body.merge.merged, { name: "我的", amount: 9 });
  t.deepEqual(stale.body.merge.conflicts, []);
  t.is((await filler.get(`/records/${body.id}`)).body.data.name, "基");
});

test("of fifty simultaneous filings of one code exactly one wins and the others are led to it", async (t) => {
  const filler = await app.client("110101-filler");
  const data = station({ code: "SAME" });
  const answers = await Promise.all(Array.from({ length: 50 }, () => filler.post("/records", { recordType, data })));
  const won = answers.filter(({ status }) => status === 201);
  const lost = answers.filter(({ status }) => status === 409);
  t.is(won.length, 1);
  t.is(lost.length, 49);
  for (const { body } of lost) {
    t.is(body.code, "duplicate-record");
    t.is(body.detail, "同一年度的编码不能重复");
    t.is(body.existing.link, `/records/${won[0]?.body.id}`);
  }
  await filler.post(`/records/${won[0]?.body.id}/cancel`, { reason: "重来" });
  t.is((await filler.post("/records", { recordType, data })).status, 201);
});

test("the way to the record that was first is shown to who may read it; others are told which unit has it", async (t) => {
  const data = station({ code: "FIRST" });
  const first = (await (await app.client("110101-filler")).post("/records", { recordType, data })).body;
  const officer = await (await app.client("city-officer")).post("/records", { recordType, data });
  t.like(officer.body, { code: "duplicate-record", detail: "同一年度的编码不能重复" });
  t.deepEqual(officer.body.existing, { id: first.id, title: "东华门站", link: `/records/${first.id}` });
  // One lives in another district, the other in the same city, but its rule opens only its own unit's records.
  for (const login of ["110102-filler", "agency-1"]) {
    const { status, body } = await (await app.client(login)).post("/records", { recordType, data });
    t.is(status, 409, login);
    t.is(body.existing, undefined, login);
    t.regex(
      body.detail,
      /同一年度的编码不能重复。该记录由“东城区政务局”填报，不在您的查看范围内，请与该单位联系。/,
      login,
    );
    t.notRegex(JSON.stringify(body), new RegExp(`${first.id}|东华门站`), login);
  }
});

test("of fifty simultaneous saves of one version exactly one wins", async (t) => {
  const filler = await app.client("110101-filler");
  const { body } = await filler.post("/records", { recordType, data: station() });
  const saves = Array.from({ length: 50 }, (_, n) =>
    filler.put(`/records/${body.id}`, { data: { ...body.data, amount: n + 1 }, lockVersion: 1 }),
  );
  const statuses = (await Promise.all(saves)).map(({ status }) => status);
  t.is(statuses.filter((status) => status === 200).length, 1);
  t.is(statuses.filter((status) => status === 409).length, 49);
});

test("references must be of the right type and visible; who is referred to knows it", async (t) => {
  const [east, west] = [await app.client("110101-filler"), await app.client("110102-filler")];
  const parent = (await east.post("/records", { recordType, data: station({ name: "上级" }) })).body;
  const foreign = await west.post("/records", { recordType, data: station({ parent: parent.id }) });
  t.is(foreign.status, 422);
  t.is(foreign.body.errors[0].pointer, "/parent");
  const child = await east.post("/records", { recordType, data: station({ name: "下级", parent: parent.id }) });
  t.is(child.status, 201, JSON.stringify(child.body));
  t.is(child.body.references[parent.id], "上级");
  t.like((await east.get(`/records/${parent.id}/referrers`)).body.rows[0], {
    id: child.body.id,
    title: "下级",
    field: "parent",
  });
  const other = (await east.post("/records", { recordType, data: station({ name: "另一个" }) })).body;
  const { data, lockVersion } = child.body;
  const moved = { ...data, parent: other.id };
  t.is((await east.put(`/records/${child.body.id}`, { data: moved, lockVersion })).status, 200);
  const saved = (await east.get(`/records/${child.body.id}/history`)).body.find(
    ({ kind }: { kind: string }) => kind === "saved",
  );
  t.like(saved.changes, [{ pointer: "/parent", before: "上级", after: "另一个" }], "names, never ids");
  const back = { data: { ...moved, parent: parent.id }, lockVersion: lockVersion + 1 };
  t.is((await east.put(`/records/${child.body.id}`, back)).status, 200);
  const refused = await east.post(`/records/${parent.id}/cancel`, { reason: "撤" });
  t.is(refused.status, 409);
  t.is(refused.body.referrers[0].id, child.body.id);
  t.is((await east.post(`/records/${parent.id}/cancel`, { reason: "撤", evenIfReferenced: true })).status, 200);
  const options = (await east.get(`/records/options?recordType=${recordType}&q=下级`)).body;
  t.deepEqual(options, [{ value: child.body.id, label: "下级" }]);
});

test("attachments are linked, told in the upload history, and only one's own", async (t) => {
  const [filler, other] = [await app.client("110101-filler"), await app.client("110102-filler")];
  const file = (await filler.upload("/attachments", "说明.pdf", "%PDF-1.4\n%%EOF\n", "application/pdf")).body;
  const stolen = await other.post("/records", { recordType, data: station({ files: [file] }) });
  t.is(stolen.status, 422);
  const made = await filler.post("/records", {
    recordType,
    data: station({ files: [{ ...file, name: "forged", size: 1 }] }),
  });
  t.is(made.status, 201, JSON.stringify(made.body));
  t.like(made.body.data.files[0], { name: "说明.pdf", size: file.size });
  t.like((await filler.get(`/records/${made.body.id}/uploads`)).body[0], {
    kind: "uploaded",
    attachment: { id: file.id, name: "说明.pdf" },
  });
  const without = { ...made.body.data, files: [] };
  t.is((await filler.put(`/records/${made.body.id}`, { data: without, lockVersion: 1 })).status, 200);
  t.like((await filler.get(`/records/${made.body.id}/uploads`)).body[0], { kind: "removed" });
});

test("drafts are one's own", async (t) => {
  const [filler, other] = [await app.client("110101-filler"), await app.client("110102-filler")];
  const subject = encodeURIComponent("new:stations/station:-");
  t.is((await filler.put(`/drafts/${subject}`, { data: { name: "未完" }, baseVersion: null })).status, 200);
  t.deepEqual((await filler.get(`/drafts/${subject}`)).body.data, { name: "未完" });
  t.is((await other.get(`/drafts/${subject}`)).status, 204);
  t.is((await filler.delete(`/drafts/${subject}`)).status, 204);
  t.is((await filler.get(`/drafts/${subject}`)).status, 204);
});
