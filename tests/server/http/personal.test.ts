import { randomUUID } from "node:crypto";
import test from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp();
});
test.after.always(() => app?.close());

test("saved filters belong to one account; saving a name again replaces it", async (t) => {
  const mine = await app.client("110101-filler");
  const other = await app.client("110102-filler");
  const saved = await mine.post("/saved-filters", { view: "a/b", name: "本月", query: { filters: { month: 1 } } });
  t.is(saved.status, 201);
  await mine.post("/saved-filters", { view: "a/b", name: "本月", query: { filters: { month: 2 } } });
  await mine.post("/saved-filters", { view: "a/c", name: "本月", query: {} });
  const { body } = await mine.get("/saved-filters?view=a/b");
  t.deepEqual(body, [{ id: saved.body.id, view: "a/b", name: "本月", query: { filters: { month: 2 } } }]);
  t.deepEqual((await other.get("/saved-filters")).body, []);
  t.is((await other.delete(`/saved-filters/${saved.body.id}`)).status, 404);
  t.is((await mine.delete(`/saved-filters/${saved.body.id}`)).status, 204);
  t.is((await mine.get("/saved-filters")).body.length, 1);
});

test("a notification reaches its account, or its unit and role, and each reads it for himself", async (t) => {
  const filler = await app.client("110101-filler");
  const reviewer = await app.client("110101-reviewer");
  const elsewhere = await app.client("110102-filler");
  const unit = filler.session.unit.id;
  const tell = async (to: { account_id?: number; org_unit_id?: number; role_key?: string }, title: string) => {
    const id = randomUUID();
    await app.db.owner("notification").insert({ id, kind: "reminder", title, ...to });
    return id;
  };
  await tell({ account_id: filler.session.account.id }, "本人");
  const all = await tell({ org_unit_id: unit }, "全单位");
  await tell({ org_unit_id: unit, role_key: "district-filler" }, "填报角色");
  const foreign = await tell({ org_unit_id: elsewhere.session.unit.id }, "别的单位");
  const titles = async (client: typeof filler, query = "") => {
    const { body } = await client.get(`/notifications${query}`);
    return { titles: body.rows.map((row: { title: string }) => row.title).sort(), unread: body.unread };
  };
  t.deepEqual(await titles(filler), { titles: ["全单位", "填报角色", "本人"].sort(), unread: 3 });
  t.deepEqual(await titles(reviewer), { titles: ["全单位"], unread: 1 });
  t.is((await filler.post("/notifications/read", { ids: [all, foreign] })).status, 204);
  t.deepEqual(await titles(filler, "?unread=1"), { titles: ["填报角色", "本人"].sort(), unread: 2 });
  t.deepEqual(await titles(reviewer, "?unread=1"), { titles: ["全单位"], unread: 1 });
  t.is((await titles(elsewhere)).unread, 1);
  t.is((await filler.post("/notifications/read", { ids: ["x"] })).status, 400);
});
