import { createApp } from "../../server/app.ts";
import { startWorkers } from "../../server/jobs/start-workers.ts";
import { demoPackage } from "../server/process/demo-package.ts";
import type { Client } from "../support/client.ts";
import type { Figure } from "./figure.ts";
import { benchContext, prepareBench, startBenchServer } from "./own-database.ts";
import { serve, signedIn } from "./serve.ts";

const UNITS = 7000;

/** As many villages as Beijing has, each with its unit. */
const VILLAGES = `
  with numbers as (select lpad((100000 + n)::text, 6, '0') as tail, n from generate_series(1, ${UNITS}) n),
  division as (
    insert into division (code, name, level, parent_code)
    select '110102' || tail, '第' || n || '社区', 4, '110102001000' from numbers returning code, name)
  insert into org_unit (code, name, kind, level, division_code)
  select 'bench-' || code, name, 'village', 4, code from division`;

/** The same rows as a person would write them: one statement, all units of the kind. */
const HAND_WRITTEN = `
  with made as (
    insert into obligation (id, campaign_id, record_type, org_unit_id, division_code, period_kind, period_key, year,
      quarter, month, subject_record_id, filler_role, due_at)
    select gen_random_uuid(), c.id, c.record_type, u.id, u.division_code, 'month', '2026-12', 2026, 4, 12,
      (c.settings->'subjects'->0->>'id')::uuid, 'street-staff', '2027-01-05T23:59:59+08:00'
    from org_unit u cross join (select * from campaign order by created_at limit 1) c where u.code like 'bench-%'
    returning org_unit_id)
  insert into notification (id, org_unit_id, role_key, kind, title, link)
  select gen_random_uuid(), org_unit_id, 'street-staff', 'dispatched', '新的填报任务', '/obligations' from made`;

function villagePackage(): typeof demoPackage {
  const manifest = JSON.parse(demoPackage["manifest.json"] as string);
  Object.assign(manifest.recordTypes[0].dispatch, { levels: ["village"], unitKinds: ["village"] });
  return { ...demoPackage, "manifest.json": JSON.stringify(manifest) };
}

async function official(officer: Client, type: string, data: object): Promise<string> {
  const { status, body } = await officer.post("/records", { recordType: `demo/${type}`, data, submit: true });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
}

/** From the click to the last obligation, in seconds. */
async function dispatchOnce(officer: Client, sourceRecordId: string, period: string): Promise<number> {
  const began = performance.now();
  const { body } = await officer.post("/campaigns", { sourceRecordId, periods: [period], level: "village" });
  for (;;) {
    const { body: job } = await officer.get(`/jobs/${body.jobId}`);
    if (job.state === "failed") throw new Error(job.error);
    if (job.state === "done") {
      if (job.result.created < UNITS) throw new Error(`only ${job.result.created} obligations`);
      return (performance.now() - began) / 1000;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Dispatch of one month to 7,000 units through API and job, beside one hand-written statement with the same rows. */
export async function dispatch(): Promise<Figure[]> {
  const server = await startBenchServer();
  await prepareBench(server, "bench", [villagePackage()]);
  const ctx = await benchContext(server.url("bench"), 10);
  await ctx.db.owner.raw(VILLAGES);
  await ctx.db.owner.raw("analyze");
  const web = await serve(createApp(ctx).callback());
  const worker = await startWorkers(ctx);
  try {
    const officer = await signedIn(web.url, "city-officer");
    const source = await official(officer, "work", { title: "工作", year: "2026", kind: "month" });
    await official(officer, "part", { work: source, title: "内容" });
    const times: number[] = [];
    for (const month of ["01", "02", "03"]) times.push(await dispatchOnce(officer, source, `2026-${month}`));
    const began = performance.now();
    await ctx.db.owner.raw(HAND_WRITTEN);
    const floor = (performance.now() - began) / 1000;
    const value = median(times);
    return [{ name: "dispatch-7000-units", value, unit: "s", floor, ratio: value / floor }];
  } finally {
    await worker.stop();
    web.stop();
    await ctx.db.close();
    await server.stop();
  }
}
