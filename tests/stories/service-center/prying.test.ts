import test from "ava";
import fc from "fast-check";
import { startTestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import {
  addressWith,
  at,
  everyRoute,
  fault,
  idFor,
  isRefused,
  secretOf,
  standing,
  type Things,
} from "../../support/prying.ts";
import { body, streetBody, supervisor } from "../center-authority/body.ts";
import { got } from "../key-work/got.ts";
import { decide, departmentNear, fileHall } from "./hall.ts";

const app = await startTestApp({ shipped: true });

/** Something of somebody's: ids by the name of the parameter they may stand for. */
interface Property extends Things {
  owner: string;
  division: string;
}

async function settle(login: string, of: string = login): Promise<Property> {
  const secret = secretOf(login);
  const [client, filer] = [await app.client(login), await app.client(of)];
  const { level, divisionCode } = client.session.unit;
  const base = level === 3 ? streetBody : level === 2 ? { ...body, ...supervisor } : body;
  const data = { ...base, name: `${login} ${secret}`, duties: secret };
  const recordType = "center-authority/centerAuthority";
  const authority = got(await filer.post("/records", { recordType, data, submit: true }), 201);
  const picture = got(await client.upload("/attachments", "大厅.pdf", `%PDF-1.7\n${login}\n`), 201);
  const official = await fileHall(client, authority.id, {
    name: `${login} 大厅`,
    traffic: secret,
    pictures: [picture],
  });
  const reviewer = level === 1 ? "city-center-reviewer" : `${divisionCode.slice(0, 6)}-center-reviewer`;
  await decide(await app.client(reviewer), official.id, "approve");
  const waiting = await fileHall(client, authority.id, { name: `${login} 未审 ${secret}`, traffic: secret });
  const draft = await fileHall(client, authority.id, { name: `${login} 草稿 ${secret}` }, false);
  return {
    ...{ owner: login, division: divisionCode, records: [authority.id, official.id, waiting.id, draft.id] },
    ...{ tasks: [waiting.openTasks[0].id], instances: [waiting.instanceId], attachments: [picture.id] },
  };
}

const properties = [
  await settle("city-center", "city-officer"),
  await settle("agency-1"),
  await settle("110101-center", "110101-filler"),
  await settle("110101-agency"),
  await settle("110101001-staff"),
  await settle("110102001-staff"),
];
const everything = properties.flatMap(({ records }) => records);
const prying = [
  ...["agency-1", "agency-2", "110101-agency", "110102-agency", "110101001-staff", "110102001-staff"],
  ...["110102-center", "110102-center-reviewer", "110102-filler"],
];
const clients = new Map<string, Client>();
for (const login of prying) clients.set(login, await app.client(login));
const accountOf = (login: string): number => clients.get(login)?.session.account.id;
const department = await departmentNear(clients.get("agency-1") as Client);
test.after.always(() => app.close());

const paths = everyRoute(app.ctx);

/** What a request may carry; each route takes what it knows and refuses the rest. */
const loads: object[] = [
  {},
  { reason: "不要了", evenIfReferenced: true },
  { outcome: "approve", opinion: "同意" },
  { outcome: "return", opinion: "不同意" },
  { opinion: "代办" },
  { data: { name: "改成我的", departments: [{ department, mode: "whole" }] }, lockVersion: 1 },
  { data: { name: "改成我的" }, lockVersion: 3, submit: true },
  { text: "说一句" },
  { recordType: "service-center/serviceCenter", data: { name: "照抄" } },
  { people: [accountOf("110101-agency")] },
  { people: [accountOf("110101001-staff")], where: "beside" },
  { unitId: clients.get("110101-agency")?.session.unit.id, to: accountOf("110101-agency") },
];
const views = ["centers", "officialCenters", "cancelledCenters", "centerStatistics"];
const bodies = ["authorities", "officialAuthorities", "authorityStatistics"];

interface Step {
  login: string;
  route: number;
  target: number;
  pick: number;
  load: number;
}

/** Whether the property is none of this account's business. */
function isForeign({ owner, division }: Property, client: Client): boolean {
  const { login } = client.session.account;
  const { divisionCode, kind, level } = client.session.unit;
  const charged = level === 2 && (kind === "bureau" || kind === "center");
  return owner !== login && !(charged && division.startsWith(divisionCode.slice(0, 6)));
}

/** The address of a request at somebody else's property, and the id in it, if any. */
function addressOf(
  { method, path }: (typeof paths)[number],
  of: Property,
  pick: number,
): { address: string; id?: string } {
  const id = idFor(path, of, pick);
  const pack = pick % 2 === 0 ? "service-center" : "center-authority";
  const values: Record<string, string> = {
    ...{ id: id ?? "", recordId: id ?? "", package: pack, key: pack, number: "1", field: "windows" },
    view: at(pick % 2 === 0 ? views : bodies, pick >> 1),
    type: pick % 2 === 0 ? "serviceCenter" : "centerAuthority",
    ...{ process: "review", subject: `record:${at(of.records, pick)}`, seat: "1", day: "2026-10-01" },
  };
  const query: Record<string, string> = {
    "/records/options": `?recordType=${values.package}/${values.type}&ids=${of.records.join(",")}`,
    "/records/:id/diff": "?from=1&to=1",
  };
  const address = addressWith(path, values);
  return { address: address + (method === "GET" ? (query[path] ?? "") : ""), ...(id !== undefined && { id }) };
}

async function pry({ login, route: n, target, pick, load }: Step): Promise<string | null> {
  const client = clients.get(login) as Client;
  const foreign = properties.filter((one) => isForeign(one, client));
  const secrets = foreign.map(({ owner }) => secretOf(owner));
  const route = at(paths, n);
  const { address, id } = addressOf(route, at(foreign, target), pick);
  const answer = await client.request(route.method, address, route.method === "GET" ? undefined : at(loads, load));
  const found = fault(route.path, secrets, id, answer);
  return found && `${login} ${route.method} ${address} ${JSON.stringify(at(loads, load))}: ${found}`;
}

const step = fc.record({
  login: fc.constantFrom(...prying),
  route: fc.nat(paths.length - 1),
  target: fc.nat(20),
  pick: fc.nat(20),
  load: fc.nat(loads.length - 1),
});

test.serial(
  "R-GEN-09 R-CTR-11 R-CTR-12 R-ORG-22 R-ORG-24 R-ORG-25: no route tells or changes what belongs to others, whoever asks",
  async (t) => {
    const before = await standing(app, everything);
    t.is(before.length, properties.length * 4);
    // Every route by an agency of the city, one of a district, a street, and somebody of the next district.
    const kinds = [prying.slice(0, 2), prying.slice(2, 4), prying.slice(4, 6), prying.slice(6)];
    for (const [n, login] of paths.flatMap((_, n) => kinds.map((logins) => [n, at(logins, n)] as const))) {
      t.is(await pry({ login, route: n, target: n, pick: n + login.length, load: n }), null);
    }
    t.deepEqual(await standing(app, everything), before);
  },
);

test.serial(
  "R-GEN-09 R-CTR-19 R-CTR-20 R-ORG-20: no sequence of requests lets an agency or a street review, edit or see another's data",
  async (t) => {
    const before = await standing(app, everything);
    const property = fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 20 }), async (steps) => {
      for (const one of steps) {
        const found = await pry(one);
        if (found) throw new Error(found);
      }
    });
    await t.notThrowsAsync(fc.assert(property, { numRuns: 12, seed: 20261127, endOnFailure: true }));
    t.deepEqual(await standing(app, everything), before);
  },
);

test.serial(
  "R-GEN-02 R-GEN-03: bodies and centres stand at city, district and street, and are counted by level",
  async (t) => {
    const city = await app.client("city-officer");
    for (const [list, statistics] of [
      ["center-authority/authorities", "center-authority/authorityStatistics"],
      ["service-center/officialCenters", "service-center/centerStatistics"],
    ]) {
      const { rows, labels } = got(await city.post(`/lists/${list}/query`, { columns: ["$level"], limit: 200 }));
      const levels = new Set(rows.map(({ $level }: { $level: number }) => labels.$level[String($level)]));
      t.deepEqual([...levels].sort(), ["区级", "市级", "镇街级"], list);
      const { table } = got(await city.post(`/statistics/${statistics}/query`, { rows: ["level"], columns: [] }));
      const counts = table.rows.map(({ cells }: { cells: { value: number }[] }) => cells[0]?.value ?? 0);
      t.is(counts.filter((count: number) => count > 0).length, 3, statistics);
      t.is(
        counts.reduce((sum: number, count: number) => sum + count, 0),
        rows.length,
        "each at one of the three",
      );
    }
  },
);

test.serial("R-CTR-19 R-CTR-20: nor does any route let them decide on data of their own", async (t) => {
  const acts = paths.filter(
    ({ method, path }) => method !== "GET" && path.startsWith("/tasks/:id") && !/urge|copies/.test(path),
  );
  t.true(acts.length >= 8, String(acts.length));
  for (const { owner, tasks } of properties.filter((one) => ["agency-1", "110101001-staff"].includes(one.owner))) {
    const before = await standing(app, everything);
    for (const { method, path } of acts) {
      for (const load of loads.slice(2, 5)) {
        const address = path.replace(":id", tasks[0] as string).replace(":seat", "1");
        const answer = await (clients.get(owner) as Client).request(method, address, load);
        t.true(isRefused(answer), `${owner} ${method} ${address} ${JSON.stringify(load)} ${answer.status}`);
      }
    }
    t.deepEqual(await standing(app, everything), before);
  }
});

test.serial(
  "R-CTR-19 R-CTR-20: no reviewer hands his task to who may not review it, by transfer, delegation, a seat or a substitute",
  async (t) => {
    const before = await standing(app, everything);
    const reviewer = await app.client("110101-center-reviewer");
    const waiting = properties.filter(({ owner }) =>
      ["110101-center", "110101-agency", "110101001-staff"].includes(owner),
    );
    const outsiders = ["agency-1", "110101-agency", "110101001-staff", "110102-center-reviewer", "110102-filler"];
    const ways = [
      ["transfer", {}],
      ["delegate", {}],
      ...["before", "beside", "after"].map((where) => ["participants", { where }] as const),
    ] as const;
    const handing = fc.record({
      task: fc.constantFrom(...waiting.map(({ tasks }) => tasks[0] as string)),
      to: fc.constantFrom(...outsiders),
      way: fc.constantFrom(...ways),
    });
    const property = fc.asyncProperty(handing, async ({ task, to, way: [way, more] }) => {
      const answer = await reviewer.post(`/tasks/${task}/${way}`, { people: [accountOf(to)], ...more });
      if (answer.status !== 422) throw new Error(`${way} to ${to}: ${answer.status} ${JSON.stringify(answer.body)}`);
    });
    await t.notThrowsAsync(fc.assert(property, { numRuns: 40, seed: 20261128, endOnFailure: true }));
    const agency = clients.get("110101-agency") as Client;
    const days = { startsOn: "2020-01-01", endsOn: "2999-12-31" };
    got(await reviewer.post("/substitutions", { substituteId: accountOf("110101-agency"), ...days }), 201);
    for (const { tasks } of waiting) {
      const answer = await agency.post(`/tasks/${tasks[0]}/complete`, { outcome: "approve" });
      t.true(isRefused(answer), JSON.stringify(answer.body));
    }
    t.deepEqual(await standing(app, everything), before);
  },
);

test.serial("R-CTR-17: a colleague with the reviewer's role may take it over", async (t) => {
  const reviewer = await app.client("110101-center-reviewer");
  const { unit } = reviewer.session;
  const account = {
    login: "110101-second-reviewer",
    name: "第二审核员",
    unitId: unit.id,
    roles: ["district-center-reviewer"],
  };
  const made = got(await (await app.client("admin")).post("/accounts", account), 201);
  const task = properties.find(({ owner }) => owner === "110101-center")?.tasks[0];
  t.is((await reviewer.post(`/tasks/${task}/transfer`, { people: [made.account.id] })).status, 204);
  const second = await app.client();
  got(await second.signIn(account.login, made.password));
  got(await second.post(`/tasks/${task}/complete`, { outcome: "approve" }));
});

test.after("no refusal was a fault", (t) => {
  t.deepEqual(app.logged, []);
});
