import { randomUUID } from "node:crypto";
import test from "ava";
import type { Subject } from "../../../server/auth/subject.ts";
import { inTransaction, sql } from "../../../server/database/transaction.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { notesPackage } from "../../support/notes-package.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp({ packages: [notesPackage()] });
  await inTransaction(app.ctx, "system", async (tx) => {
    await sql(
      tx,
      `insert into record (id, record_type, definition_id, org_unit_id, division_code, created_by, open)
       select gen_random_uuid(), 'notes/note', (select min(id) from definition), u.id, u.division_code,
              (select min(id) from account), false from org_unit u`,
    );
    await sql(
      tx,
      `insert into record (id, record_type, definition_id, org_unit_id, division_code, created_by, open)
       select $1, 'notes/topic', (select min(id) from definition), u.id, u.division_code,
              (select min(id) from account), true from org_unit u where u.level = 1 and u.kind = 'bureau'`,
      [randomUUID()],
    );
  });
});
test.after.always(() => app?.close());

// No filter of the application's own: only the database stands between.
const everything = "select division_code, org_unit_id, open from record";
type Row = { division_code: string; org_unit_id: number; open: boolean };

async function subject(login: string): Promise<Subject> {
  const { session } = await app.client(login);
  return {
    accountId: session.account.id,
    orgUnitId: session.unit.id,
    divisionCode: session.unit.divisionCode,
    level: session.unit.level,
    unitKind: session.unit.kind,
    roles: [],
    permissions: [],
    seesOnly: login.startsWith("agency") ? "unit" : "division",
  };
}

test("each level sees its own division and below, and what is open to all", async (t) => {
  const seen = async (login: string) => {
    const rows = await inTransaction(app.ctx, await subject(login), (tx) => sql<Row>(tx, everything));
    return rows.filter((row) => !row.open).map((row) => row.division_code);
  };
  t.is((await seen("city-officer")).length, 9);
  const district = await seen("110101-filler");
  t.is(district.length, 4);
  t.true(district.every((code) => code.startsWith("110101")));
  t.deepEqual((await seen("110101001-staff")).sort(), ["110101001000", "110101001001"]);
  const open = await inTransaction(app.ctx, await subject("110102-filler"), (tx) => sql<Row>(tx, everything));
  t.is(open.filter((row) => row.open).length, 1);
});

test("an agency that sees only its unit sees none of the rest of the city", async (t) => {
  const agency = await subject("agency-1");
  const rows = await inTransaction(app.ctx, agency, (tx) => sql<Row>(tx, everything));
  t.true(rows.filter((row) => !row.open).every((row) => row.org_unit_id === agency.orgUnitId));
});

test("with the settings unset or empty nothing at all is seen", async (t) => {
  t.deepEqual((await app.db.app.raw(everything)).rows, []);
  await app.db.app.transaction(async (tx) => {
    await tx.raw("select set_config('tianbao.division_from', '', true), set_config('tianbao.division_to', '', true)");
    t.deepEqual((await tx.raw(everything)).rows, []);
  });
});

test("a connection that served a district, or failed, keeps nothing of its scope", async (t) => {
  const district = await subject("110101-filler");
  for (let round = 0; round < 20; round++) {
    await inTransaction(app.ctx, district, (tx) => sql(tx, everything));
    await t.throwsAsync(inTransaction(app.ctx, district, (tx) => sql(tx, "select 1 / 0")));
    t.deepEqual((await app.db.app.raw(everything)).rows, []);
  }
});

test("nothing can be written into another division", async (t) => {
  const district = await subject("110101-filler");
  const error = await t.throwsAsync(
    inTransaction(app.ctx, district, (tx) =>
      sql(
        tx,
        `insert into record (id, record_type, definition_id, org_unit_id, division_code, created_by)
         select gen_random_uuid(), 'notes/note', 1, id, division_code, $1 from org_unit where division_code = '110102000000'`,
        [district.accountId],
      ),
    ),
  );
  t.regex(error?.message ?? "", /row-level security/);
  const moved = await inTransaction(app.ctx, district, (tx) =>
    sql(tx, "update record set cancelled_at = now() where division_code like '110102%' returning 1"),
  );
  t.is(moved.length, 0);
});

test("the application may add to the audit trail but not change it", async (t) => {
  for (const text of ["update audit_log set action = 'x'", "delete from audit_log", "truncate audit_log"]) {
    const error = await t.throwsAsync(inTransaction(app.ctx, "system", (tx) => sql(tx, text)));
    t.regex(error?.message ?? "", /permission denied/, text);
  }
});
