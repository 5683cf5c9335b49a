import test from "ava";
import fc from "fast-check";
import { inTransaction, sql } from "../../../server/database/transaction.ts";
import type { Client } from "../../support/client.ts";
import { got } from "../key-work/got.ts";
import { filled, openStage, otherDistrictStreet, rowsOf, type Stage, street } from "./stage.ts";

const list = "community-station/stations";
const logins = [
  `${street}-staff`,
  `${otherDistrictStreet}-staff`,
  "110101-filler",
  "110102-reviewer",
  "agency-1",
  "city-officer",
  "admin",
  "",
];

let stage: Stage;
let clients: Client[];
/** Stations of the first street, whose ids the calls aim at. */
let ids: string[];

test.before(async () => {
  stage = await openStage();
  clients = await Promise.all(logins.map((login) => stage.app.client(login || undefined)));
  ids = (await rowsOf(clients[0] as Client, list)).map(({ id }) => id);
});
test.after.always(() => stage?.app.close());

/** What somebody may try; `$id` stands for a station. */
const calls: [string, string, unknown][] = [
  ["POST", "/records", { recordType: "community-station/communityStation", data: filled, submit: true }],
  ["PUT", "/records/$id", { lockVersion: 1, data: filled, submit: true }],
  ["PUT", "/records/$id", { lockVersion: 2, data: { ...filled, villageCode: "110102001001", name: "别处" } }],
  ["POST", "/records/$id/submit", {}],
  ["POST", "/records/$id/withdraw", {}],
  ["POST", "/records/$id/cancel", { reason: "试试", evenIfReferenced: true }],
  ["DELETE", "/records/$id", {}],
  ["GET", "/records/$id", undefined],
  ["GET", "/records/$id/history", undefined],
  ["GET", "/records/$id/revisions", undefined],
  ["POST", `/lists/${list}/query`, { limit: 200 }],
  ["POST", `/lists/${list}/query`, { filters: { $district: "110101000000" }, limit: 200 }],
  ["POST", "/lists/community-station/retiredStations/query", { limit: 200 }],
  ["GET", "/records/options?recordType=community-station/communityStation&limit=200", undefined],
  ["POST", "/division-imports/$id/confirm", {}],
];

const step = fc.record({ who: fc.nat(logins.length - 1), call: fc.nat(calls.length - 1), at: fc.nat(3) });

const living = async () =>
  (
    await inTransaction(stage.app.ctx, "system", (tx) =>
      sql<{ n: number; alive: number }>(
        tx,
        "select count(*)::int as n, count(*) filter (where cancelled_at is null)::int as alive from record where record_type = 'community-station/communityStation'",
      ),
    )
  )[0];

test("R-VIL-05 R-VIL-06 R-VIL-07 no sequence of calls makes or removes a station, or shows a street another's", async (t) => {
  const before = await living();
  const mine = new Set(ids);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      for (const { who, call, at } of steps) {
        const [method, path, body] = calls[call] as (typeof calls)[number];
        const answer = await (clients[who] as Client).request(method, path.replace("$id", ids[at] as string), body);
        if (answer.status >= 500) throw new Error(`${logins[who]} ${method} ${path}: ${answer.status}`);
        const outsider = [1, 3, 4, 7].includes(who);
        const text = JSON.stringify(answer.body);
        if (outsider && [...mine].some((id) => text.includes(`"${id}"`)))
          throw new Error(`${logins[who]} ${method} ${path} shows ${text}`);
        if (outsider && path.includes("$id") && answer.status < 400)
          throw new Error(`${logins[who]} ${method} ${path}: ${answer.status}`);
      }
      const now = await living();
      if (JSON.stringify(now) !== JSON.stringify(before))
        throw new Error(`${JSON.stringify(before)} became ${JSON.stringify(now)}`);
    }),
    { numRuns: 60, seed: 20_261_127 },
  );
  t.deepEqual(stage.app.logged, []);
  const first = got(await (clients[0] as Client).get(`/records/${ids[0]}`));
  t.is(first.status, "inForce");
  t.is(first.division.code.slice(0, 9), street);
});
