import test from "ava";
import { migrations } from "../../../migrations/index.ts";
import { migrate } from "../../../server/database/migrate.ts";
import { openDatabase } from "../../../server/database/pool.ts";
import { testDatabase } from "../../support/database.ts";

const made = testDatabase();
test.after.always(async () => (await made).drop());

const step = (name: string, sql: string) => ({
  name,
  async up(knex: import("knex").Knex) {
    await knex.raw(sql);
  },
});

test.serial("processes that start together run each migration once", async (t) => {
  const { url, database } = await made;
  const slow = step("9001-slow", "create table slow (x int); insert into slow select 1 from pg_sleep(0.2)");
  const list = [...migrations, slow, step("9002-after", "insert into slow values (2)")];
  const others = [1, 2, 3].map(() => openDatabase(url, { max: 2 }));
  const runs = await Promise.all([database, ...others].map(({ owner }) => migrate(owner, list)));
  await Promise.all(others.map((other) => other.close()));
  t.deepEqual(runs.flat().sort(), ["9001-slow", "9002-after"]);
  t.deepEqual(await database.app("slow").orderBy("x"), [{ x: 1 }, { x: 2 }]);
  t.deepEqual(await migrate(database.owner, list), []);
  await database.owner("schema_migration").where("name", ">", "9").delete();
});

test.serial("a failing migration leaves nothing behind", async (t) => {
  const { database } = await made;
  const broken = step("9003-broken", "create table half (x int); select 1/0");
  await t.throwsAsync(migrate(database.owner, [...migrations, broken]), { message: /division by zero/ });
  t.false(await database.owner.schema.hasTable("half"));
  t.deepEqual(await database.owner("schema_migration").where("name", "9003-broken"), []);
});

test.serial("a database that is newer than the program is refused", async (t) => {
  const { database } = await made;
  await database.owner("schema_migration").insert({ name: "9999-future" });
  await t.throwsAsync(migrate(database.owner, migrations), { message: /数据库比本程序新.*9999-future/ });
});

test("a list out of order is refused", async (t) => {
  const { database } = await made;
  const list = [step("0002-b", "select 1"), step("0001-a", "select 1")];
  await t.throwsAsync(migrate(database.owner, list), { message: /in order/ });
});
