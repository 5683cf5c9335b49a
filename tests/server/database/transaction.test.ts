import test from "ava";
import { inReadTransaction, inTransaction, readingAs, sql } from "../../../server/database/transaction.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

let own: TestDatabase;
test.before(async () => {
  own = await testDatabase({ max: 1 });
});
test.after.always(() => own.drop());

const write = "insert into setting (key, value) values ($1, 'true')";
const count = "select count(*)::int as n from setting where key = $1";

test.serial("a transaction has its scope from the first statement on and keeps what it wrote", async (t) => {
  const ctx = { db: own.database };
  const [row] = await inTransaction(ctx, "system", async (tx) => {
    await sql(tx, write, ["kept"]);
    return sql(tx, "select current_setting('tianbao.division_to') as until");
  });
  t.deepEqual(row, { until: "9".repeat(12) });
  t.deepEqual(await inReadTransaction(ctx, "system", (tx) => sql(tx, count, ["kept"])), [{ n: 1 }]);
});

test.serial("a failing transaction leaves nothing behind, and its connection serves the next", async (t) => {
  const ctx = { db: own.database };
  const failing = inTransaction(ctx, "system", async (tx) => {
    await sql(tx, write, ["lost"]);
    throw new Error("refused");
  });
  await t.throwsAsync(failing, { message: "refused" });
  t.deepEqual(await inReadTransaction(ctx, "system", (tx) => sql(tx, count, ["lost"])), [{ n: 0 }]);
});

test.serial("a reading transaction refuses to write, and the next one on its connection may", async (t) => {
  const ctx = { db: own.database };
  await t.throwsAsync(
    inReadTransaction(ctx, "system", (tx) => sql(tx, write, ["sneaked in"])),
    { message: /read-only/ },
  );
  await inReadTransaction(ctx, "system", (tx) => sql(tx, count, ["kept"]));
  await t.notThrowsAsync(inTransaction(ctx, "system", (tx) => sql(tx, write, ["allowed"])));
});

test.serial("a statement by itself has its scope, refuses to write and leaves its connection usable", async (t) => {
  const reading = readingAs({ db: own.database }, "system");
  const [scope] = await reading.run("select current_setting('tianbao.division_to') as until, $1::int as given", [7]);
  t.deepEqual(scope, { until: "9".repeat(12), given: 7 });
  await t.throwsAsync(reading.run(write, ["sneaked in"]), { message: /read-only/ });
  await t.throwsAsync(reading.run("select from nowhere"), { message: /nowhere/ });
  const asked = ["kept", "sneaked in", "kept"].map((key) => reading.run(count, [key]));
  t.deepEqual(await Promise.all(asked), [[{ n: 1 }], [{ n: 0 }], [{ n: 1 }]]);
  const [after] = await inTransaction({ db: own.database }, "system", (tx) =>
    sql(tx, "select pg_current_xact_id_if_assigned() is null as fresh"),
  );
  t.deepEqual(after, { fresh: true });
});
