import test from "ava";
import { testDatabase } from "../../support/database.ts";

const made = testDatabase();
test.after.always(async () => (await made).drop());

test("the application pool runs as a role that owns nothing and cannot bypass row level security", async (t) => {
  const { database } = await made;
  const { rows } = await database.app.raw(
    "select current_user as name, rolsuper, rolbypassrls, rolcanlogin from pg_roles where rolname = current_user",
  );
  t.deepEqual(rows, [{ name: "tianbao_app", rolsuper: false, rolbypassrls: false, rolcanlogin: false }]);
  await t.throwsAsync(database.app.raw("create table mine (x int)"), { message: /permission denied/ });
});

test("the application role may use what the owner creates later", async (t) => {
  const { database } = await made;
  await database.owner.raw("create table later (id bigint generated always as identity, name text)");
  await database.app("later").insert({ name: "东城区" });
  t.deepEqual(await database.app("later").select("id", "name"), [{ id: 1, name: "东城区" }]);
});

test("values arrive as the product speaks of them", async (t) => {
  const { database } = await made;
  const { rows } = await database.app.raw(`
    select date '2026-03-01' as day, timestamp '2026-03-01 08:00:00' as local,
           timestamptz '2026-03-01 08:00:00+08' as instant, timestamptz '2026-03-01 08:00:00.123456+05:30' as half,
           timestamptz 'infinity' as never, 9007199254740991::int8 as exact, 9007199254740993::int8 as huge,
           12.50::numeric as amount, array[date '2026-03-01', null] as days, array[1.5, 2]::numeric[] as amounts,
           null::date as nothing, date_trunc('month', timestamptz '2026-02-28 20:00:00Z') as month`);
  t.deepEqual(rows, [
    {
      day: "2026-03-01",
      local: "2026-03-01 08:00:00",
      instant: "2026-03-01T00:00:00.000Z",
      half: "2026-03-01T02:30:00.123Z",
      never: "infinity",
      exact: 9007199254740991,
      huge: "9007199254740993",
      amount: 12.5,
      days: ["2026-03-01", null],
      amounts: [1.5, 2],
      nothing: null,
      month: "2026-02-28T16:00:00.000Z",
    },
  ]);
});

test("Chinese text sorts by pinyin and trigram search knows Chinese characters", async (t) => {
  const { database } = await made;
  const { rows } = await database.app.raw(`
    select string_agg(word, ' ' order by word collate "zh-x-icu") as sorted, bool_and(cardinality(show_trgm(word)) > 0) as found
    from unnest(array['重点', '北京', '安全', '东城']) word`);
  t.deepEqual(rows, [{ sorted: "安全 北京 东城 重点", found: true }]);
});
