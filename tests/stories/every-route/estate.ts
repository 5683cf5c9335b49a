import { until } from "../../server/jobs/context.ts";
import type { Client } from "../../support/client.ts";
import { secretOf } from "../../support/prying.ts";
import { Filler } from "../key-work/filler.ts";
import { got } from "../key-work/got.ts";
import { Officer } from "../key-work/officer.ts";
import { decide, fileAuthority, fileHall, taskOf } from "../service-center/hall.ts";
import { settle } from "../service-rating/prying.ts";
import { dongcheng, type Stage } from "../service-rating/stage.ts";
import { none } from "./requests.ts";

/** One thing of the district's, and everything that lies beside it. */
export interface Thing {
  /** What it is; who may know of it, `mayKnow` says. */
  kind: "rating" | "case" | "ratingHistory" | "caseHistory" | "center" | "keyWork";
  recordType: string;
  record: string;
  task: string;
  instance: string;
}

/** What 东城区 has, said and was told; `secrets` stand in all of it. */
export interface Estate {
  secrets: string[];
  things: Thing[];
  attachment: string;
  job: string;
  substitution: string;
  filter: number;
  copy: string;
  notification: string;
  account: number;
  unit: number;
  keyWork: string;
  campaign: string;
  obligation: string;
  /** An official centre, which everybody may choose, with a change under review, which nobody may know of. */
  center: string;
}

const secret = secretOf(dongcheng);

async function workOf(stage: Stage): Promise<Thing[]> {
  const settled = await settle(stage, dongcheng);
  const { rows } = await stage.app.db.owner.raw(
    `select r.id, (select t.id from task t where t.record_id = r.id order by t.state = 'open' desc limit 1) as task,
       (select i.id from process_instance i where i.record_id = r.id limit 1) as instance
     from record r where r.id = any(?)`,
    [settled.map(({ id }) => id)],
  );
  const beside = new Map<string, { task: string | null; instance: string | null }>(
    rows.map((row: { id: string }) => [row.id, row]),
  );
  return settled.map(({ id, recordType, history }): Thing => {
    const { task, instance } = beside.get(id) ?? {};
    const kind = recordType === "unresolved-case/case" ? "case" : "rating";
    return {
      ...{ kind: history ? `${kind}History` : kind, recordType, record: id },
      ...{ task: task ?? none, instance: instance ?? none },
    };
  });
}

async function changedCenter(stage: Stage, filler: Client): Promise<Thing> {
  const clerk = await stage.app.client(`${dongcheng}-center`);
  const { id } = await fileHall(clerk, await fileAuthority(filler), { name: "东城大厅" });
  await decide(await stage.app.client(`${dongcheng}-center-reviewer`), id, "approve");
  const { data, lockVersion } = got(await clerk.get(`/records/${id}`));
  const changed = { ...data, name: `东城新大厅 ${secret}`, traffic: secret };
  const after = got(await clerk.put(`/records/${id}`, { data: changed, lockVersion, submit: true }));
  const beside = { task: after.openTasks[0].id, instance: after.instanceId };
  return { kind: "center", recordType: "service-center/serviceCenter", record: id, ...beside };
}

async function keyWorkOf(stage: Stage, client: Client) {
  const officer = new Officer(stage.officer.client);
  const keyWork = await officer.define({ title: "综合窗口改革", year: new Date().getFullYear() + 1 });
  await officer.addContent(keyWork, "综窗改造");
  const year = new Date().getFullYear() + 1;
  const { campaignId: campaign } = await officer.dispatch(keyWork, [`${year}-01`, `${year}-02`]);
  const filler = new Filler(client);
  const [first, second] = await filler.duties();
  if (!first || !second) throw new Error("no duties");
  const report = await filler.submit(first, { progressText: secret });
  const thing: Thing = {
    ...{ kind: "keyWork", recordType: "key-work/progressEntry", record: report.id },
    ...{ task: report.openTasks[0].id, instance: report.instanceId },
  };
  return { keyWork, campaign, obligation: second.id, thing };
}

/** Gives the district one of everything that an account can get at by a request. */
export async function estateOf(stage: Stage): Promise<Estate> {
  const { client } = await stage.district(dongcheng);
  const reviewer = await stage.app.client(`${dongcheng}-reviewer`);
  const work = await workOf(stage);
  const center = await changedCenter(stage, client);
  const { thing, ...dispatched } = await keyWorkOf(stage, client);
  const told = work[0] as Thing;
  const attachment = got(await client.upload("/attachments", `${secret}.pdf`, `%PDF-1.7\n${secret}\n`), 201).id;
  const said = { text: secret, attachments: [attachment], mentions: [reviewer.session.account.id] };
  got(await client.post(`/records/${told.record}/comments`, said), 201);
  const people = [reviewer.session.account.id];
  got(await client.post(`/tasks/${told.task}/copies`, { people, note: secret }));
  const days = { startsOn: stage.day(0), endsOn: stage.day(30) };
  const stood = { substituteId: reviewer.session.account.id, reason: secret, ...days };
  const substitution = got(await client.post("/substitutions", stood), 201).id;
  const view = "service-rating/pending";
  const filter = got(await client.post("/saved-filters", { view, name: "东城", query: { search: secret } }), 201).id;
  got(await client.put(`/drafts/record:${told.record}`, { data: { title: secret } }));
  const waiting = await taskOf(client, work[2]?.record ?? "");
  got(await client.post(`/tasks/${waiting?.id}/save`, { opinion: secret }), 204);
  const [row] = await stage.app.db.owner("job").where({ kind: "import-records" }).limit(1);
  await until("the notices are there", async () => got(await reviewer.get("/notifications")).rows.length > 0);
  return {
    ...{ secrets: [secret, secretOf(`${dongcheng} 历史`)], things: [...work, center, thing], attachment, job: row.id },
    ...{ substitution, filter, copy: got(await reviewer.get("/tasks?box=cc")).rows[0].id, ...dispatched },
    notification: got(await reviewer.get("/notifications")).rows[0].id,
    ...{ account: client.session.account.id, unit: client.session.unit.id, center: center.record },
  };
}

const city = ["administrator", "city-officer", "leader"];
const own = ["district-filler", "district-reviewer"];

/** Roles that may know of a thing, by what the packages declare: anywhere, and in the district itself. */
const readers: Record<Thing["kind"], { anywhere: string[]; there: string[] }> = {
  rating: { anywhere: [...city, "system-office", "project-team"], there: own },
  ratingHistory: { anywhere: [...city, "system-office", "project-team"], there: [] },
  case: { anywhere: [...city, "system-office", "project-team", "city-reviewer"], there: own },
  caseHistory: { anywhere: [...city, "system-office", "project-team", "city-reviewer"], there: [] },
  center: {
    anywhere: [...city, "city-reviewer", "city-center-staff", "city-center-reviewer"],
    there: [...own, "district-center-staff", "district-center-reviewer"],
  },
  keyWork: { anywhere: [...city, "city-reviewer"], there: own },
};

/** Whether an account with this role in this district may know of the thing. */
export function mayKnow(role: string, district: string, { kind }: Thing): boolean {
  const { anywhere, there } = readers[kind];
  return anywhere.includes(role) || (district === dongcheng && there.includes(role));
}
