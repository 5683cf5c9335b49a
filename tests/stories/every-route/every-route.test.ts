import { isDeepStrictEqual } from "node:util";
import test from "ava";
import fc from "fast-check";
import type { Client } from "../../support/client.ts";
import { addressWith, at, everyRoute, isRefused, type Standing, standing, textOf } from "../../support/prying.ts";
import { got } from "../key-work/got.ts";
import { dongcheng, openStage, xicheng } from "../service-rating/stage.ts";
import { type Estate, estateOf, mayKnow, type Thing } from "./estate.ts";
import { type About, none, requests } from "./requests.ts";

const seed = 20_261_127;
const stage = await openStage();
const { app } = stage;
const estate: Estate = await estateOf(stage);
const ids = estate.things.map(({ record }) => record);

interface Asker {
  role: string;
  district: string;
  client: Client;
}

const city = "110000000000";
const levels = { city: 1, district: 2, street: 3, village: 4 };

function placeOf(level: keyof typeof levels, district: string): string {
  if (level === "city") return city;
  return level === "district" ? `${district}000000` : `${district}001000`;
}

/** An account of every role, of one below the city in both districts; whoever has no demo account gets one. */
async function everybody(): Promise<Asker[]> {
  const admin = await app.client("admin");
  const found: Asker[] = [];
  const { rows } = await app.db.owner.raw(`select a.login, r.role_key as role, left(u.division_code, 6) as district
    from account a join account_role r on r.account_id = a.id join org_unit u on u.id = a.org_unit_id order by a.id desc`);
  const known = new Map<string, string>(
    rows.map((row: Record<string, string>) => [`${row.role} ${row.district}`, row.login]),
  );
  const roles = app.ctx.definitions.roles().filter(({ members }) => !members?.length);
  for (const { key: role, level } of roles) {
    for (const district of level === "city" ? [city.slice(0, 6)] : [dongcheng, xicheng]) {
      const login = known.get(`${role} ${district}`);
      const client = login ? await app.client(login) : await newcomer(admin, role, level ?? "city", district);
      found.push({ role, district, client });
    }
  }
  return found;
}

async function newcomer(admin: Client, role: string, level: keyof typeof levels, district: string): Promise<Client> {
  const found = await admin.get(`/org-units?division=${placeOf(level, district)}&level=${levels[level]}&limit=1`);
  const [unit] = got(found);
  const account = { login: `${district}-${role}`, name: role, unitId: unit.id, roles: [role] };
  const made = got(await admin.post("/accounts", account), 201);
  const client = await app.client();
  got(await client.signIn(account.login, made.password));
  return client;
}

const askers = await everybody();
const routes = everyRoute(app.ctx);
const viewsOf = (kind: "lists" | "statistics", { recordType }: Thing): string[] =>
  (app.ctx.definitions.live(recordType.split("/")[0] as string).pkg.views[kind] ?? []).map(({ key }) => key);

const known: Standing[] = await standing(app, ids);
/** What stands beside the records and belongs to somebody. */
const beside = async () => {
  const of = (table: string, where: object, columns: string[]) => app.db.owner(table).where(where).select(columns);
  return Promise.all([
    of("saved_filter", { id: estate.filter }, ["name", "query"]),
    of("draft", { account_id: estate.account, subject: `record:${ids[0]}` }, ["data"]),
    of("substitution", { id: estate.substitution }, ["ended_at"]),
    of("obligation", { id: estate.obligation }, ["record_id", "cancelled_at"]),
    of("campaign", { id: estate.campaign }, ["cancelled_at"]),
    of("notification_read", { notification_id: estate.notification }, ["account_id"]),
    of("account", { id: estate.account }, ["password_hash", "org_unit_id", "disabled_at"]),
    of("task_copy", { id: estate.copy }, ["read_at"]),
    of("job", { id: estate.job }, ["state", "cancel_requested"]),
    of("task_comment", { record_id: estate.things[0]?.record }, ["id"]),
  ]);
};
const before = await beside();

/** Sends what the table says of the route about the thing; what was wrong with it, null when nothing. */
async function ask(asker: Asker, route: (typeof routes)[number], thing: Thing, pick: number): Promise<string | null> {
  const { role, district, client } = asker;
  const build = requests[`${route.method} ${route.path}`];
  if (!build) return `nobody said what ${route.method} ${route.path} may tell`;
  const now = known.find(({ id }) => id === thing.record) as Standing;
  const [list, table] = [at(viewsOf("lists", thing), pick), at(viewsOf("statistics", thing), pick)];
  const about: About = {
    ...estate,
    thing,
    now,
    me: client.session.account.id,
    list,
    table,
    secret: estate.secrets[0] as string,
  };
  const { at: values = {}, query = "", body, upload, open } = build(about);
  const named = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, encodeURIComponent(value)]));
  const address = addressWith(route.path, named) + query;
  const answer = upload
    ? await client.upload(address, "表.xlsx", "PK")
    : await client.request(route.method, address, route.method === "GET" ? undefined : (body ?? {}));
  const what = `${role} of ${district}: ${route.method} ${address} ${JSON.stringify(body)} about ${thing.kind}: ${answer.status} `;
  const text = textOf(answer);
  if (answer.status >= 500) return what + text;
  const hidden = estate.things.filter((one) => !mayKnow(role, district, one));
  const sent = address + JSON.stringify(body);
  const told = hidden.flatMap(({ record, task, instance }) => [record, task, instance]);
  // The change of an official centre is secret, the centre itself is not.
  const leaked = told.find((id) => id !== estate.center && id !== none && text.includes(id) && !sent.includes(id));
  if (leaked) return `${what}names ${leaked}: ${text.slice(0, 400)}`;
  if (hidden.length === estate.things.length && estate.secrets.some((secret) => text.includes(secret)))
    return `${what}tells: ${text.slice(0, 400)}`;
  if (!open && !isRefused(answer)) return `${what}is let pass: ${text.slice(0, 400)}`;
  if (route.method !== "GET" && !isDeepStrictEqual(await standing(app, ids), known)) return `${what}changed it`;
  return null;
}

/** The things of the estate that an asker may not know of. */
const foreignTo = ({ role, district }: Asker): Thing[] =>
  estate.things.filter((thing) => !mayKnow(role, district, thing));
/** What somebody who may know of some things may still not be told of the others. */
const aboutThings =
  /^\/(records\/|tasks\b|processes\b|lists\b|statistics\b|path-preview|record-types\b|drafts\b|tiles)/;
const routesFor = (asker: Asker) =>
  foreignTo(asker).length === estate.things.length ? routes : routes.filter(({ path }) => aboutThings.test(path));

const outsiders = askers.filter((asker) => foreignTo(asker).length > 0);

test.after.always(() => app.close());

test.serial("R-GEN-09 every route says what it may tell of others, and every role asks", (t) => {
  t.deepEqual(
    routes.map(({ method, path }) => `${method} ${path}`).sort(),
    Object.keys(requests).sort(),
    "a new route says in requests.ts what may be asked of it",
  );
  t.true(outsiders.length >= 15, String(outsiders.length));
  t.log(askers.map(({ role, district }) => `${role} ${district}`).join(", "));
});

test.serial("R-GEN-09 no route tells or changes, whoever asks, what the asker may not know of", async (t) => {
  const wrong: string[] = [];
  for (const [n, asker] of outsiders.entries()) {
    const foreign = foreignTo(asker);
    for (const [m, route] of routesFor(asker).entries()) {
      const picked = aboutThings.test(route.path) ? [n + m, n + m + 3] : [n + m];
      for (const thing of picked.map((pick) => at(foreign, pick))) {
        const found = await ask(asker, route, thing, n + m);
        if (found) wrong.push(found);
      }
    }
  }
  t.deepEqual([...new Set(wrong)].slice(0, 20), []);
  t.deepEqual(await standing(app, ids), known);
});

test.serial("R-GEN-09 no order of requests does", async (t) => {
  const wrong: string[] = [];
  const step = fc.record({
    ...{ who: fc.nat(outsiders.length - 1), route: fc.nat(999) },
    ...{ thing: fc.nat(99), pick: fc.nat(99) },
  });
  const property = fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 20 }), async (steps) => {
    for (const { who, route, thing, pick } of steps) {
      const asker = outsiders[who] as Asker;
      const found = await ask(asker, at(routesFor(asker), route), at(foreignTo(asker), thing), pick);
      if (found) wrong.push(found);
      if (found) return false;
    }
    return true;
  });
  t.log(`seed ${seed}`);
  await fc.check(property, { numRuns: 20, seed, endOnFailure: true });
  t.deepEqual(wrong, []);
  t.deepEqual(await beside(), before, "nor is anything that lies beside the records read, ended or changed");
  t.deepEqual(app.logged, []);
});
