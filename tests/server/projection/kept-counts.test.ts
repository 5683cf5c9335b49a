import test from "ava";
import fc from "fast-check";
import type { Condition, PackageFiles } from "../../../engine/definition/index.ts";
import { keptCountsOf } from "../../../server/projection/kept-counts.ts";
import { syncAllTables } from "../../../server/projection/sync-indexes.ts";
import { keptFor, readsKeptCounts } from "../../../server/query/kept-count.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";

const everybody = ["city-officer", "city-agency-staff", "district-filler", "street-staff"];

const list = (key: string, where: object | undefined, rest: object = {}) => ({
  ...{ key, title: key, recordType: "parcel", columns: [{ field: "name" }], ...rest },
  ...(where && { where }),
});

const is = (field: string, value: unknown, op: Condition["op"] = "eq"): Condition => ({ field, op, value });

const lists = [
  list("all", undefined),
  list("open", { all: [is("kind", "open"), is("$status", ["draft", "returned"], "in")] }),
  list("late", { all: [is("kind", "closed", "ne"), is("due", "=today()", "lt")] }),
  list("own", { all: [is("$unit", "=unit"), { not: is("kind", "open") }] }),
  list("turn", is("$turn", true)),
  list("official", is("kind", "it's \\ 'closed' ? $1 $kept$ $$; -- */", "ne"), { of: "inForce" }),
];

/** Parcels with tiles of every sort: of what a row holds, by unit and by day, and one that a row does not tell. */
const parcels = (late = "closed"): PackageFiles => ({
  "manifest.json": JSON.stringify({
    ...{ key: "parcels", title: "包裹", version: "1.0.0", dependsOn: ["_shared"] },
    recordTypes: [{ key: "parcel", title: "包裹", schema: "parcel.schema.json", titleField: "name" }],
  }),
  "parcel.schema.json": JSON.stringify({
    ...{ title: "包裹", type: "object", required: ["name"] },
    properties: {
      name: { title: "名称", type: "string", maxLength: 40 },
      kind: { title: "类型", type: "string", enum: ["open", "closed", "it's \\ 'closed' ? $1 $kept$ $$; -- */"] },
      due: { title: "期限", type: "string", format: "date", maxLength: 10 },
    },
  }),
  "access.json": JSON.stringify({
    rules: [
      { recordType: "parcel", roles: ["city-officer"], actions: ["read"], rows: "all" },
      { recordType: "parcel", roles: everybody, actions: ["read", "create", "edit", "submit"], rows: "division" },
    ],
  }),
  "views.json": JSON.stringify({
    lists,
    tiles: [
      ...lists.map(({ key }) => ({ key, title: key, list: key, roles: everybody })),
      { key: "other", title: "other", list: "late", roles: everybody, where: is("kind", late) },
    ],
  }),
});

let app: TestApp;
test.before(async () => {
  app = await startTestApp({ packages: [parcels()] });
});
test.after.always(() => app?.close());

const table = "p_parcels__parcel";
const readers = ["city-officer", "110101-filler", "110102-filler", "110101001-staff", "110102003-staff"];

const allRows =
  "select set_config('tianbao.division_from', repeat('0', 12), true), set_config('tianbao.division_to', repeat('9', 12), true)";

interface Row {
  at: number;
  kind: string | null;
  status: string;
  due: string | null;
  open: boolean;
  inForce: boolean;
}

const places = [
  ["110000000000", 1],
  ["110101000000", 3],
  ["110101001000", 5],
  ["110101001001", 5],
  ["110102003000", 7],
] as const;

const row = fc.record<Row>({
  at: fc.nat(places.length - 1),
  kind: fc.constantFrom("open", "closed", "it's \\ 'closed' ? $1 $kept$ $$; -- */", null),
  status: fc.constantFrom("draft", "returned", "inReview", "inForce"),
  due: fc.constantFrom(null, "2020-01-01", "2020-01-02", "2999-01-01"),
  open: fc.boolean(),
  inForce: fc.boolean(),
});

const columns = "kind text, status text, due date, open boolean, in_force boolean, unit bigint, division text";

const asJson = (rows: readonly Row[]) =>
  JSON.stringify(
    rows.map(({ at, inForce, ...rest }) => {
      const [division, unit] = places[at] as (typeof places)[number];
      return { ...rest, in_force: inForce, division, unit };
    }),
  );

const steps = {
  insert: `insert into ${table} (revision_id, record_id, is_latest, in_force, counted, status, title, org_unit_id, division_code, open,
      created_by, created_at, updated_at, f_name, f_kind, f_due)
    select gen_random_uuid(), gen_random_uuid(), true, in_force, true, status, 'x', unit, division, open, 1, now(), now(), 'x', kind, due
    from jsonb_to_recordset($1::jsonb) r(${columns})`,
  update: `update ${table} p set f_kind = r.kind, status = r.status, f_due = r.due, open = r.open, in_force = r.in_force,
      org_unit_id = r.unit, division_code = r.division, is_latest = random() < 0.8
    from (select * from jsonb_to_recordset($1::jsonb) r(${columns}) limit 1) r
    where p.revision_id in (select revision_id from ${table} order by random() limit 3)`,
  delete: `delete from ${table} where revision_id in (select revision_id from ${table}
    order by random() limit jsonb_array_length($1::jsonb))`,
  fold: "select fold_kept_counts((select array_agg(key) from kept_predicate)), $1::jsonb is null",
};

const step = fc.record({
  kind: fc.constantFrom<keyof typeof steps>("insert", "insert", "update", "update", "delete", "fold"),
  rows: fc.array(row, { minLength: 1, maxLength: 6 }),
  kept: fc.boolean(),
});

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** In a transaction of its own, as the product writes; not every one of them is kept. */
async function run({ kind, rows, kept }: Step): Promise<void> {
  const pool = kind === "fold" ? app.db.owner : app.db.app;
  const tx = await pool.transaction();
  try {
    await tx.raw(allRows);
    await tx.raw(steps[kind].replaceAll("$1", "?"), Array(steps[kind].split("$1").length - 1).fill(asJson(rows)));
    await (kept ? tx.commit() : tx.rollback());
  } catch (error) {
    await tx.rollback();
    throw error;
  }
}

type Numbers = Record<string, number>;

async function tilesOf(login: string): Promise<Numbers> {
  const { status, body } = await (await app.client(login)).get("/tiles");
  if (status !== 200) throw new Error(JSON.stringify(body));
  return Object.fromEntries(body.map(({ tile, count }: { tile: string; count: number }) => [tile, count]));
}

/** The same numbers by the lists that the tiles open. */
async function rowsOf(login: string): Promise<Numbers> {
  const client = await app.client(login);
  const named = [...lists.map(({ key }) => [key, key] as const), ["other", "late"] as const];
  const found = await Promise.all(
    named.map(async ([tile, key]) => {
      const { body } = await client.post(`/lists/parcels/${key}/query`, { tile, count: "exact", limit: 1 });
      return [tile, body.total.count] as const;
    }),
  );
  return Object.fromEntries(found);
}

async function everyReader(check: (login: string, tiles: Numbers, rows: Numbers) => void): Promise<void> {
  for (const login of readers) check(login, await tilesOf(login), await rowsOf(login));
}

test.serial("numbers are kept of tiles that a row tells, by unit, street and day; of others none", (t) => {
  const kept = keptCountsOf(app.ctx.definitions.recordType({ definitionKey: "parcels", type: "parcel" }));
  t.is(kept.length, 6, "all, open, late, own, official and other, but not whose turn it is");
  t.is(kept.filter(({ day }) => day === "due").length, 2);
  const within = (code: string) => ({ field: "$division", op: "within" as const, value: code });
  const asked = (where: Condition) => keptFor({ recordType: "parcels/parcel", of: "record", where }, kept)?.rest;
  t.deepEqual(asked(within("110101001000")), [within("110101001000")]);
  t.is(asked(within("110101001001")), undefined, "a village is not told apart from its street");
  t.is(asked(is("$createdBy", 1)), undefined);
  t.deepEqual(["110000000000", "110101001000", "110101001001"].map(readsKeptCounts), [true, true, false]);
});

test.serial(
  "whatever is written, rolled back or folded, at once or in turn, tiles say what their lists show",
  async (t) => {
    const seed = Date.now() % 2 ** 31;
    t.log(`seed ${seed}`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 8 }), async (rounds) => {
        for (const together of rounds) await Promise.all(together.map(run));
        await everyReader((login, tiles, rows) => t.deepEqual(tiles, rows, login));
      }),
      { seed, numRuns: 12 },
    );
    const { rows } = await app.db.owner.raw("select count(*)::int as n from kept_count where n <> 0");
    t.true(rows[0].n > 0);
  },
);

test.serial("folded, each number is one row per unit, street and day", async (t) => {
  await run({
    kind: "insert",
    rows: Array(5).fill({ at: 3, kind: "open", status: "draft", due: null, open: false, inForce: true }),
    kept: true,
  });
  await run({ kind: "fold", rows: [], kept: true });
  const { rows } = await app.db.owner.raw(
    "select count(*)::int as n from kept_count group by predicate, division_code, org_unit_id, open, day having count(*) > 1 or sum(n) = 0",
  );
  t.deepEqual(rows, []);
  const { rows: village } = await app.db.owner.raw("select from kept_count where division_code = '110101001001'");
  t.is(village.length, 0, "a village is counted with its street");
});

test.serial("another version keeps other numbers from its publication on, and needs none to be right", async (t) => {
  const admin = await app.client("admin");
  const baseNumber = app.ctx.definitions.live("parcels").number;
  const { status } = await admin.post("/definitions/parcels/versions", { files: parcels("open"), baseNumber });
  t.is(status, 201);
  await everyReader((login, tiles, rows) => t.deepEqual(tiles, rows, login));
  await app.db.owner.raw("delete from kept_predicate where key = (select min(key) from kept_predicate)");
  await everyReader((login, tiles, rows) =>
    t.deepEqual(tiles, rows, `${login}, as a process that has not heard of it`),
  );
  await Promise.all([syncAllTables(app.ctx), syncAllTables(app.ctx)]);
  const { rows } = await app.db.owner.raw("select count(*)::int as n from kept_predicate where table_name = ?", [
    table,
  ]);
  t.is(rows[0].n, 6, "kept again from the next start on");
  await everyReader((login, tiles, rows) => t.deepEqual(tiles, rows, login));
});

test.serial("nobody writes numbers by hand, and nobody reads those of others", async (t) => {
  const asApp = (text: string) =>
    app.db.app.transaction(async (tx) => {
      await tx.raw(
        "select set_config('tianbao.division_from', '110102000000', true), set_config('tianbao.division_to', '110102999999', true)",
      );
      return (await tx.raw(text)).rows;
    });
  await t.throwsAsync(asApp("update kept_count set n = 0"), { message: /permission denied/ });
  await t.throwsAsync(asApp("delete from kept_predicate"), { message: /permission denied/ });
  await t.throwsAsync(asApp("select fold_kept_counts(array['x'])"), { message: /permission denied/ });
  const seen = await asApp("select distinct division_code from kept_count where not open");
  t.true(
    seen.every(({ division_code }: { division_code: string }) => division_code.startsWith("110102")),
    JSON.stringify(seen),
  );
});
