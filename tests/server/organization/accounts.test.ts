import test from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp();
});
test.after.always(() => app?.close());

async function unit(name: string): Promise<number> {
  const { rows } = await app.db.owner.raw("select id from org_unit where name = ?", [name]);
  return rows[0].id;
}

test("an account is made, found, changed, reset, unlocked and disabled; each step leaves an audit row", async (t) => {
  const admin = await app.client("admin");
  const unitId = await unit("东城区政务局");
  const input = { login: "new-one", name: "新人", unitId, roles: ["district-filler"], phone: "010-1" };
  const made = await admin.post("/accounts", input);
  t.is(made.status, 201);
  const { id } = made.body.account;
  const person = await app.client();
  t.is((await person.signIn("new-one", made.body.password)).status, 200);
  t.is((await admin.post("/accounts", input)).body.code, "login-taken");
  const twice = { ...input, login: "at-once" };
  const answers = await Promise.all([1, 2, 3, 4].map(() => admin.post("/accounts", twice)));
  t.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409, 409], "of several at once one is made");

  const found = await admin.get("/accounts?q=new-&role=district-filler&limit=5");
  t.is(found.body.total, 1);
  t.is(found.body.rows[0].unit.name, "东城区政务局");
  t.false("password_hash" in found.body.rows[0]);

  const changed = await admin.put(`/accounts/${id}`, { name: "改名", unitId, roles: ["district-reviewer"] });
  t.deepEqual(changed.body.roles, [{ key: "district-reviewer", title: "区级审核" }]);
  const reset = await admin.post(`/accounts/${id}/reset-password`);
  t.is((await person.get("/session")).status, 401, "a reset ends the sessions");
  for (let guess = 0; guess < 5; guess++) await person.signIn("new-one", "wrong");
  t.truthy((await admin.get("/accounts?q=new-one")).body.rows[0].lockedUntil);
  t.is((await admin.post(`/accounts/${id}/unlock`)).status, 204);
  t.is((await person.signIn("new-one", reset.body.password)).status, 200);
  await admin.put(`/accounts/${id}`, { name: "改名", unitId, roles: [], disabled: true });
  t.is((await person.get("/session")).status, 401);

  const { rows } = await app.db.owner.raw("select action from audit_log where target = ? order by id", [
    `account:${id}`,
  ]);
  const actions = rows
    .map((row: { action: string }) => row.action)
    .filter((action: string) => action !== "session.open");
  t.deepEqual(actions, [
    "account.create",
    "account.update",
    "account.reset-password",
    "account.unlock",
    "account.update",
  ]);
});

test("columns nobody may set cannot be set along", async (t) => {
  const admin = await app.client("admin");
  const input = { login: "sneaky", name: "甲", unitId: await unit("东城区政务局"), roles: [] };
  for (const extra of [
    "id",
    "password_hash",
    "passwordHash",
    "org_unit_id",
    "created_at",
    "disabled_at",
    "__proto__",
  ]) {
    const body = JSON.parse(`${JSON.stringify(input).slice(0, -1)},${JSON.stringify(extra)}:{"x":1}}`);
    const { status } = await admin.post("/accounts", body);
    t.is(status, 400, extra);
  }
});

test("a role must fit the unit's level and exist", async (t) => {
  const admin = await app.client("admin");
  const input = { login: "misfit", name: "甲", unitId: await unit("东城区政务局") };
  for (const role of ["city-officer", "no-such-role"]) {
    const { status, body } = await admin.post("/accounts", { ...input, roles: [role] });
    t.is(status, 422);
    t.is(body.errors[0].pointer, "/roles/0");
  }
});

test("who may not manage accounts gets 403 and an audit row; nobody disables himself", async (t) => {
  const officer = await app.client("city-officer");
  t.is((await officer.get("/accounts")).status, 403);
  const { rows } = await app.db.owner.raw(
    "select result from audit_log where action = 'request.denied' and target = 'GET /api/accounts'",
  );
  t.deepEqual(rows, [{ result: "denied" }]);
  const admin = await app.client("admin");
  const { account, unit: own } = admin.session;
  const myself = { name: account.name, unitId: own.id, roles: ["administrator"], disabled: true };
  t.is((await admin.put(`/accounts/${account.id}`, myself)).status, 422);
  t.is((await admin.put("/accounts/abc", myself)).status, 404);
  t.is((await admin.put("/accounts/999999", myself)).status, 404);
});

test("a manager of a district sees and gives nothing beyond it", async (t) => {
  await app.db.owner.raw(
    `insert into account_role select id, 'administrator' from account where login = '110102-filler'`,
  );
  const manager = await app.client("110102-filler");
  const { body } = await manager.get("/accounts?limit=200");
  t.true(body.rows.length > 0);
  t.true(body.rows.every((row: { login: string }) => row.login.startsWith("110102")));
  const outside = await manager.post("/accounts", {
    ...{ login: "outside", name: "甲", roles: [] },
    unitId: await unit("东城区政务局"),
  });
  t.is(outside.body.errors[0].pointer, "/unitId");
  const admin = await app.client("admin");
  t.is((await manager.post(`/accounts/${admin.session.account.id}/reset-password`)).status, 404);
});
