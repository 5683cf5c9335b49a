import test from "ava";
import { readDivisions } from "../../../server/organization/divisions.ts";
import { planAccounts } from "../../../server/organization/plan-accounts.ts";
import { planUnits } from "../../../server/organization/plan-units.ts";
import { prepareData } from "../../../server/prepare-data.ts";
import { startTestApp } from "../../support/app.ts";
import { sharedPackage, tinyDivisions } from "../../support/tiny-organization.ts";

const count = <T>(items: readonly T[], key: (item: T) => string | number) => {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
};

test("the official tree has one city, 16 districts, 349 streets and towns and 7,535 villages and communities", async (t) => {
  const divisions = await readDivisions();
  t.deepEqual(
    count(divisions, (each) => each.level),
    { 1: 1, 2: 16, 3: 349, 4: 7535 },
  );
  const codes = new Set(divisions.map((each) => each.code));
  t.is(codes.size, divisions.length);
  for (const { code, name, level, parentCode } of divisions) {
    t.regex(code, /^11\d{10}$/);
    t.true(name.length > 0 && name !== "市辖区");
    if (level === 1) continue;
    t.true(codes.has(parentCode ?? ""), `${code} hangs below ${parentCode}`);
    t.true(code.startsWith((parentCode ?? "").replace(/0+$/, "")), `${code} lies in ${parentCode}`);
  }
});

test("a whole first start makes every division and unit, and a second one changes nothing", async (t) => {
  const app = await startTestApp({ divisions: await readDivisions() });
  t.teardown(() => app.close());
  const counts = async () => {
    const { rows } = await app.db.owner.raw(`
      select (select json_object_agg(level, n) from (select level, count(*) n from division group by level) d) as divisions,
             (select json_object_agg(level, n) from (select level, count(*) n from org_unit group by level) u) as units,
             (select count(*)::int from org_unit where parent_id is null) as roots,
             (select count(*)::int from account) as accounts,
             (select count(*)::int from definition_version) as versions`);
    return rows[0];
  };
  const first = await counts();
  t.deepEqual(first.divisions, { 1: 1, 2: 16, 3: 349, 4: 7535 });
  t.deepEqual(first.units, { 1: 2, 2: 16, 3: 349, 4: 7535 });
  t.is(first.roots, 1);
  await prepareData(app.ctx, { _shared: sharedPackage });
  t.deepEqual(await counts(), first);
  const villages = await app.db.owner.raw(`
    select count(*)::int as wrong from org_unit u join org_unit p on p.id = u.parent_id
     where u.level = 4 and (p.level <> 3 or left(u.division_code, 9) <> left(p.division_code, 9))`);
  t.is(villages.rows[0].wrong, 0);
});

test("the parent is the unit of the kind wanted in the same or the nearest higher division", (t) => {
  const units = planUnits(
    {
      units: [
        { kind: "village", level: "village", name: "{division}", parentKind: "bureau" },
        { kind: "agency", level: "district", name: "{division}公安分局" },
        { kind: "bureau", level: "city", name: "{division}局" },
        { kind: "station", level: "street", name: "{division}站", divisions: ["110101001000"], code: "s-{code}" },
      ],
      accounts: [],
    },
    tinyDivisions,
  );
  const parentOf = (code: string) => units.find((unit) => unit.code === code)?.parentCode;
  t.is(parentOf("bureau-110000000000"), null);
  t.is(parentOf("agency-110101000000"), "bureau-110000000000");
  t.is(parentOf("s-110101001000"), "agency-110101000000");
  t.is(parentOf("village-110101001001"), "bureau-110000000000");
  t.is(units.filter((unit) => unit.kind === "station").length, 1);
});

test("demo accounts: one, one per division, or one for the first street of each district", (t) => {
  const organization = {
    units: [
      { kind: "bureau", level: "district" as const, name: "{division}局" },
      { kind: "street", level: "street" as const, name: "{division}" },
    ],
    accounts: [
      { login: "{code}-x", name: "{division}甲", unitKind: "bureau", level: "district" as const, roles: ["a"] },
      {
        ...{ login: "{code}-y", name: "乙", unitKind: "street", level: "street" as const, roles: ["b", "c"] },
        firstPer: "district" as const,
      },
      { login: "z", name: "丙", unitKind: "street", level: "street" as const, roles: ["b"] },
    ],
  };
  const accounts = planAccounts(organization, planUnits(organization, tinyDivisions), tinyDivisions);
  t.deepEqual(
    accounts.map(({ login, name }) => [login, name]),
    [
      ["110101-x", "东城区甲"],
      ["110102-x", "西城区甲"],
      ["110101001-y", "乙"],
      ["110102001-y", "乙"],
      ["z", "丙"],
    ],
  );
});

test("without the demo the first start makes one administrator with a random password, the next none", async (t) => {
  const app = await startTestApp();
  t.teardown(() => app.close());
  await app.db.owner.raw(
    "delete from account where id not in (select account_id from audit_log where account_id is not null)",
  );
  const ctx = { ...app.ctx, config: { ...app.ctx.config, demo: false } };
  const { firstPassword } = await prepareData(ctx, { _shared: sharedPackage });
  t.truthy(firstPassword);
  t.is((await prepareData(ctx, { _shared: sharedPackage })).firstPassword, undefined);
  const client = await app.client();
  const { body } = await client.signIn("admin", firstPassword ?? "");
  t.true(body.permissions.includes("account.manage"));
});
