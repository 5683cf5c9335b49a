import test from "ava";
import { demoPassword } from "../../../server/organization/seed-accounts.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp();
});
test.after.always(() => app?.close());

test("a session says who one is and which roles and unit one has", async (t) => {
  const client = await app.client("110101-filler");
  const { status, body } = await client.get("/session");
  t.is(status, 200);
  t.is(body.account.login, "110101-filler");
  t.is(body.unit.divisionName, "东城区");
  t.deepEqual(body.roles, [{ key: "district-filler", title: "区级填报" }]);
  t.is(body.csrfToken, client.csrfToken);
});

test("without a session every route but health, session and the pages asks to sign in", async (t) => {
  const stranger = await app.client();
  for (const path of [
    "/session",
    "/divisions",
    "/org-units",
    "/notifications",
    "/accounts",
    "/audit",
    "/definitions",
  ]) {
    const { status, body } = await stranger.get(path);
    t.is(status, 401, path);
    t.is(body.code, "not-signed-in");
  }
  t.is((await stranger.get("/health")).status, 200);
});

test("the cookie is out of reach of scripts and other sites, and only its hash is stored", async (t) => {
  const client = await app.client();
  const { headers } = await client.signIn("leader", demoPassword);
  t.regex(headers.get("Set-Cookie") ?? "", /^tianbao_session=[\w-]{43};.*samesite=lax; httponly/i);
  const token = client.cookie.split("=")[1] as string;
  const { rows } = await app.db.owner.raw("select token_hash from session");
  t.false(rows.some((row: { token_hash: Buffer }) => row.token_hash.toString("base64url") === token));
});

test("an unknown login, a wrong password and a disabled account are answered alike", async (t) => {
  await app.db.owner.raw("update account set disabled_at = now() where login = '110102001-staff'");
  const answers = [];
  for (const [login, password] of [
    ["nobody", demoPassword],
    ["110102003-staff", "wrong"],
    ["110102001-staff", demoPassword],
  ] as const) {
    const { status, body } = await (await app.client()).signIn(login, password);
    answers.push({ status, body });
  }
  t.is(answers[0]?.status, 401);
  t.deepEqual(answers[1], answers[0]);
  t.deepEqual(answers[2], answers[0]);
});

test("five wrong passwords lock a name for a quarter of an hour, known or not, and the message says until when", async (t) => {
  for (const login of ["city-reviewer", "no-such-login"]) {
    const client = await app.client();
    for (let left = 4; left >= 1; left--) t.is((await client.signIn(login, "wrong")).body.left, left);
    const fifth = await client.signIn(login, "wrong");
    t.is(fifth.status, 423);
    t.regex(fifth.body.detail, /锁定到 \d\d:\d\d/);
    const right = await client.signIn(login, demoPassword);
    t.is(right.status, 423, "the right password does not open a locked name");
  }
  await app.db.owner.raw("update sign_in_failure set locked_until = now() where login = 'city-reviewer'");
  t.is((await (await app.client()).signIn("city-reviewer", demoPassword)).status, 200);
});

test("guesses sent at once get no more chances than guesses sent one by one", async (t) => {
  const client = await app.client();
  const answers = await Promise.all(Array.from({ length: 30 }, () => client.signIn("110101002-staff", "wrong")));
  t.is(answers.filter(({ status }) => status === 401).length, 4);
  t.is(answers.filter(({ status }) => status === 423).length, 26);
});

test("signing out ends the session at once", async (t) => {
  const client = await app.client();
  await client.signIn("agency-1", demoPassword);
  t.is((await client.delete("/session")).status, 204);
  t.is((await client.get("/session")).status, 401);
});

test("a session ends after two hours without use and after twelve hours in any case", async (t) => {
  const ends = { idle: "seen_at = now() - interval '2 hours 1 second'", absolute: "expires_at = now()" };
  for (const [name, change] of Object.entries(ends)) {
    const client = await app.client();
    await client.signIn("leader", demoPassword);
    await app.db.owner.raw(
      `update session set ${change} where account_id = (select id from account where login = 'leader')`,
    );
    t.is((await client.get("/session")).status, 401, name);
  }
});

test("a change of role and a disabled account take effect within five seconds", async (t) => {
  const client = await app.client();
  await client.signIn("city-officer", demoPassword);
  t.is((await client.get("/definitions")).status, 200);
  const id = client.session.account.id;
  await app.db.owner.raw(`delete from account_role where account_id = ${id}`);
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  t.is((await client.get("/definitions")).status, 403);
  await app.db.owner.raw(`update account set disabled_at = now() where id = ${id}`);
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  t.is((await client.get("/session")).status, 401);
});

test("a new password must be strong and different; changing it ends the other sessions", async (t) => {
  const here = await app.client();
  const there = await app.client();
  await here.signIn("110102-filler", demoPassword);
  await there.signIn("110102-filler", demoPassword);
  const change = (current: string, next: string) => here.post("/session/password", { current, next });
  t.is((await change("wrong", "Right-pass1")).body.errors[0].pointer, "/current");
  for (const weak of ["short1A", "alllowercase", "110102-Filler9", demoPassword]) {
    const { status, body } = await change(demoPassword, weak);
    t.is(status, 422, weak);
    t.is(body.errors[0].pointer, "/next");
  }
  t.is((await change(demoPassword, "Right-pass1")).status, 204);
  t.is((await here.get("/session")).status, 200);
  t.is((await there.get("/session")).status, 401);
  t.is((await there.signIn("110102-filler", "Right-pass1")).status, 200);
});
