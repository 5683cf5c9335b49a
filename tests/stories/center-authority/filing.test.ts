import test from "ava";
import { startTestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { got } from "../key-work/got.ts";
import { body, streetBody, supervisor } from "./body.ts";

const app = await startTestApp({ shipped: true });
const recordType = "center-authority/centerAuthority";
const city = await app.client("city-officer");
const district = await app.client("110101-filler");
const street = await app.client("110101001-staff");
test.after.always(() => app.close());

const file = (client: Client, data: object, submit = true) => client.post("/records", { recordType, data, submit });
const pointers = (errors: { pointer: string }[]) => errors.map(({ pointer }) => pointer).sort();

interface Form {
  variant: { key: string };
  abilities: { canCreate: boolean };
  schema: { properties: Record<string, { title: string; type: string }>; required: string[] };
  uiSchema: { "ui:groups": { title: string; fields: string[] }[] };
}
const formOf = async (client: Client, query = ""): Promise<Form> =>
  got(await client.get(`/record-types/${recordType}${query}`));
const groupsOf = (form: Form) =>
  form.uiSchema["ui:groups"]
    .filter(({ fields }) => fields.some((field) => field in form.schema.properties))
    .map(({ title }) => title);

const cityBlocks = [
  ...["管理部门信息", "管理部门主要职责", "单位领导情况", "部门主要负责人信息"],
  ...["内设机构信息", "单位编制情况", "综合大厅的管理部门信息"],
];

test.serial("R-ORG-01 R-ORG-18: a clerk opens the workbench and gets the form of his own level", async (t) => {
  for (const [client, key] of [
    [city, "city"],
    [district, "district"],
    [street, "street"],
  ] as const) {
    const form = await formOf(client);
    t.is(form.variant.key, key);
    t.true(form.abilities.canCreate);
    const menus = client.session.menus.map(({ title }: { title: string }) => title);
    t.true(menus.includes("管理机构信息"), JSON.stringify(menus));
  }
});

test.serial(
  "R-ORG-02 R-ORG-03 R-ORG-04 R-ORG-05 R-ORG-06 R-ORG-07 R-ORG-08: the city's form has its seven blocks",
  async (t) => {
    const form = await formOf(city);
    t.deepEqual(groupsOf(form), cityBlocks);
    t.is(form.schema.properties.divisions?.type, "array");
    t.is(form.schema.properties.leaders?.type, "array");
    t.true(form.schema.required.includes("divisions"));
  },
);

test.serial("R-ORG-09 R-ORG-10: a district's form is the city's and the supervising district leader", async (t) => {
  const form = await formOf(district);
  t.deepEqual(groupsOf(form).sort(), [...cityBlocks, "主管区领导信息"].sort());
  const own = Object.keys((await formOf(city)).schema.properties);
  for (const field of own) t.true(field in form.schema.properties, field);
  for (const field of Object.keys(supervisor)) t.true(form.schema.required.includes(field), field);
});

test.serial(
  "R-ORG-11 R-ORG-12 R-ORG-13 R-ORG-14 R-ORG-15 R-ORG-16 R-ORG-17: a street's form has the seven blocks of a street",
  async (t) => {
    const form = await formOf(street);
    t.deepEqual(
      groupsOf(form).sort(),
      [
        ...["所属镇街信息", "所属镇街主要职责", "部门负责人信息", "街镇的部门领导"],
        ...["街镇编制情况", "街镇政务服务中心管理部门信息", "单位主要负责人信息"],
      ].sort(),
    );
    t.is(form.schema.properties.name?.title, "街道（乡镇）名称");
    t.false("divisions" in form.schema.properties);
    t.false("supervisorName" in form.schema.properties);
  },
);

test.serial("R-ORG-18: no request talks the server into the form of another level", async (t) => {
  const asked = await formOf(street, "?level=1");
  t.is(asked.variant.key, "city", "it may be looked at, as whoever reads a city's record has to");
  const refused = await file(street, { ...streetBody, divisions: body.divisions, supervisorName: "赵六" });
  t.is(refused.status, 422);
  t.deepEqual(pointers(refused.body.errors), ["/divisions", "/supervisorName"]);
  const cityWithLeader = await file(city, { ...body, ...supervisor });
  t.deepEqual(
    [cityWithLeader.status, pointers(cityWithLeader.body.errors)],
    [422, ["/supervisorName", "/supervisorPhone", "/supervisorPosition"]],
  );
  const withoutLeader = await file(district, body);
  t.deepEqual(
    [withoutLeader.status, pointers(withoutLeader.body.errors)],
    [422, ["/supervisorName", "/supervisorPhone", "/supervisorPosition"]],
  );
  for (const { message } of withoutLeader.body.errors) t.regex(message, /^请填写/);
  const village = await file(street, { ...streetBody, level: 1 });
  t.deepEqual([village.status, pointers(village.body.errors)], [422, ["/level"]]);
});

test.serial("R-ORG-29: what is filed is in force at once, without a review", async (t) => {
  const filed = got(await file(district, { ...body, ...supervisor }), 201);
  t.deepEqual([filed.status, filed.statusText, filed.openTasks], ["inForce", "已生效", []]);
  t.deepEqual([filed.data.quotaTotal, filed.data.actualTotal, filed.unit.level], [180, 168, 2]);
  t.deepEqual(filed.warnings, []);
});

test.serial(
  "R-ORG-27 R-ORG-28: two clerks of a department file at once; one wins, the other is led there",
  async (t) => {
    const before = got(await street.get(`/record-types/${recordType}/already-filed`));
    t.deepEqual(before, { message: null, existing: null });
    const answers = await Promise.all([1, 2, 3].map(() => file(street, streetBody)));
    const [winner, ...others] = answers.toSorted((a, b) => a.status - b.status);
    const filed = got(winner as (typeof answers)[number], 201);
    t.deepEqual(
      others.map(({ status }) => status),
      [409, 409],
    );
    for (const { body: problem } of others) {
      t.is(problem.code, "duplicate-record");
      t.regex(problem.detail, /每个部门只填报一次/);
      t.deepEqual(problem.existing, { id: filed.id, title: streetBody.name, link: `/records/${filed.id}` });
    }
    const { message, existing } = got(await street.get(`/record-types/${recordType}/already-filed`));
    t.regex(message, /每个部门只填报一次/);
    t.is(got(await street.get(existing.link)).title, streetBody.name);
    t.is((await file(street, streetBody, false)).status, 409, "nor may there be a draft beside it");
  },
);

test.serial("R-ORG-19 R-ORG-20: only the account that filed may change it, and the change is on record", async (t) => {
  const { existing } = got(await district.get(`/record-types/${recordType}/already-filed`));
  const record = got(await district.get(existing.link));
  t.true(record.abilities.canEdit);
  const change = { data: { ...record.data, phone: "010-64001111" }, lockVersion: record.lockVersion, submit: true };
  const changed = got(await district.put(existing.link, change));
  t.deepEqual([changed.status, changed.data.phone, changed.revision.number], ["inForce", "010-64001111", 2]);
  const history = got(await district.get(`${existing.link}/history`));
  t.true(JSON.stringify(history).includes("010-64001111"));
  // A colleague of the same unit, with the same role.
  const admin = await app.client("admin");
  const unitId = district.session.unit.id;
  const colleague = { login: "110101-second", name: "东城区第二填报员", unitId, roles: ["district-filler"] };
  const { password } = got(await admin.post("/accounts", colleague), 201);
  const second = await app.client();
  got(await second.signIn("110101-second", password));
  const seen = got(await second.get(existing.link));
  t.false(seen.abilities.canEdit);
  t.is((await second.put(existing.link, { ...change, lockVersion: seen.lockVersion })).status, 403);
  t.is((await city.put(existing.link, { ...change, lockVersion: seen.lockVersion })).status, 403);
});

test.serial(
  "R-ORG-20 R-GEN-08: when the account that filed is disabled, its records go to a colleague, on record",
  async (t) => {
    const admin = await app.client("admin");
    const second = await app.client();
    const account = async (login: string) => got(await admin.get(`/accounts?q=${login}`)).rows[0];
    const [leaving, heir] = [await account("110101-filler"), await account("110101-second")];
    const { password } = got(await admin.post(`/accounts/${heir.id}/reset-password`));
    got(await second.signIn("110101-second", password));
    const { existing } = got(await second.get(`/record-types/${recordType}/already-filed`));
    const address = `/accounts/${leaving.id}/records`;
    const give = (to: number) => admin.post(`${address}/hand-over`, { unitId: district.session.unit.id, to });
    t.deepEqual(got(await admin.get(address)).estates, [], "while it can keep its records nothing is taken from it");
    t.is((await give(heir.id)).status, 422);
    t.false(got(await second.get(existing.link)).keeperGone);

    const roles = leaving.roles.map(({ key }: { key: string }) => key);
    const change = { name: leaving.name, unitId: leaving.unit.id, roles, disabled: true };
    got(await admin.put(`/accounts/${leaving.id}`, change));
    const stuck = got(await second.get(existing.link));
    t.deepEqual([stuck.keeperGone, stuck.abilities.canEdit], [true, false]);
    for (const client of [second, city, street]) {
      t.is((await client.get(address)).status, 403);
      t.is((await client.post(`${address}/hand-over`, { unitId: leaving.unit.id, to: heir.id })).status, 403);
    }
    const [estate] = got(await admin.get(address)).estates;
    t.deepEqual(estate.types, [{ recordType, title: "政务中心管理机构", count: 1 }]);
    t.deepEqual(
      estate.heirs.map(({ login }: { login: string }) => login),
      ["110101-second"],
      "nobody of the unit who could not file",
    );
    for (const login of ["110101-reviewer", "110102-filler", "110101-filler"]) {
      const refused = await give((await account(login)).id);
      t.deepEqual([refused.status, refused.body.errors[0].pointer], [422, "/to"], login);
    }
    t.deepEqual(got(await give(heir.id)), { moved: 1 });

    const kept = got(await second.get(existing.link));
    t.deepEqual([kept.keeperGone, kept.abilities.canEdit, kept.createdBy.id], [false, true, heir.id]);
    const data = { ...kept.data, phone: "010-64002222" };
    t.is(got(await second.put(existing.link, { data, lockVersion: kept.lockVersion, submit: true })).status, "inForce");
    const history = got(await second.get(`${existing.link}/history`));
    const [told] = history.filter(({ kind }: { kind: string }) => kind === "keeperChanged");
    t.deepEqual([told.kindText, told.opinion], ["移交维护人", `由“${leaving.name}”移交给“${heir.name}”`]);
    t.is(told.account.name, admin.session.account.name);
    const [entry] = got(await admin.get("/audit?action=record.hand-over"));
    t.is(entry.target, `account:${leaving.id}`);
    t.deepEqual(got(await admin.get(address)).estates, []);
  },
);
