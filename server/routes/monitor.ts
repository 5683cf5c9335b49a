import { requirePermission } from "../auth/require.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { inReadTransaction, sql, type Tx } from "../database/transaction.ts";
import type { ApiContext, ApiRouter } from "../http/state.ts";
import { validatedQuery } from "../http/validated.ts";
import { listIncidents } from "../monitor/incidents.ts";
import { type InstanceRequest, listInstances } from "../monitor/instances.ts";
import { processFigures } from "../monitor/nodes.ts";
import { overview } from "../monitor/overview.ts";
import { type MonitorFilter, scopeOf } from "../monitor/scope.ts";

const DAY = 24 * 3_600_000;

const filter = {
  definition: { type: "string", minLength: 1, maxLength: 200 },
  version: { type: "integer", minimum: 1 },
  district: { type: "string", pattern: "^[0-9]{6}$" },
  unit: { type: "integer", minimum: 1 },
  from: { type: "string", format: "date-time" },
  to: { type: "string", format: "date-time" },
};
const paging = {
  // Nobody turns a hundred pages; who looks for something narrows the filter.
  offset: { type: "integer", minimum: 0, maximum: 2000, default: 0 },
  limit: { type: "integer", minimum: 1, maximum: 100, default: 20 },
};
const checked = <T>(properties: object, required: string[] = []) =>
  validatedQuery<T>({ type: "object", properties, required, additionalProperties: false });

const overviewQuery = checked<MonitorFilter>(filter);

const instancesQuery = checked<MonitorFilter & Omit<InstanceRequest, "status"> & { status: string }>({
  ...filter,
  ...paging,
  // Several, separated by commas.
  status: {
    type: "string",
    pattern:
      "^(active|incident|suspended|completed|terminated)(,(active|incident|suspended|completed|terminated)){0,4}$",
    default: "active,incident,suspended",
  },
  node: { type: "string", minLength: 1, maxLength: 200 },
  q: { type: "string", maxLength: 100 },
});

const incidentsQuery = checked<MonitorFilter & { kind?: string; offset: number; limit: number }>({
  ...filter,
  ...paging,
  kind: { type: "string", enum: ["job", "timer", "message", "candidate", "stuck", "fault"] },
});

const nodesQuery = checked<MonitorFilter & { definition: string; processKey: string; days: number }>(
  {
    ...filter,
    processKey: { type: "string", minLength: 1, maxLength: 200 },
    days: { type: "integer", minimum: 1, maximum: 366, default: 90 },
  },
  ["definition", "processKey"],
);

const VERSIONS = `
  select d.key, v.id, v.number, v.state from definition_version v join definition d on d.id = v.definition_id
  where d.owner_record_id is null and v.published_at is not null order by d.key, v.number desc limit 2000`;

/** The definitions that draw processes, with their versions, to choose from. */
async function processes(ctx: AppContext, tx: Tx): Promise<Record<string, unknown>[]> {
  const versions = await sql<{ key: string; id: number; number: number; state: string }>(tx, VERSIONS);
  return ctx.definitions
    .all()
    .filter(({ pkg, ownerRecordId }) => ownerRecordId === null && Object.keys(pkg.processes).length > 0)
    .map(({ key, title, pkg, versionId }) => ({
      ...{ key, title, versionId, processes: Object.values(pkg.processes).map((each) => ({ key: each.key })) },
      versions: versions.filter((each) => each.key === key).map(({ id, number, state }) => ({ id, number, state })),
    }));
}

/** Watching over processes: how many are where, what is late, what is stuck. */
export function register(router: ApiRouter, ctx: AppContext): void {
  const read = async (request: ApiContext, work: (tx: Tx, subject: Subject) => Promise<unknown>): Promise<void> => {
    const subject = requirePermission(request, "process.monitor");
    request.body = await inReadTransaction(ctx, subject, (tx) => work(tx, subject));
  };
  router.get("/monitor/processes", (request) => read(request, (tx) => processes(ctx, tx)));

  router.get("/monitor/overview", (request) =>
    read(request, async (tx) => {
      const scope = await scopeOf(ctx, tx, overviewQuery(request.query));
      return overview(tx, scope, ctx.now().toISOString());
    }),
  );

  router.get("/monitor/instances", (request) =>
    read(request, async (tx) => {
      const { status, node, q, offset, limit, ...rest } = instancesQuery(request.query);
      const wanted = { status: status.split(",") as InstanceRequest["status"], node, q, offset, limit };
      return listInstances(tx, await scopeOf(ctx, tx, rest), wanted as InstanceRequest);
    }),
  );

  router.get("/monitor/incidents", (request) =>
    read(request, async (tx) => {
      const { kind, offset, limit, ...rest } = incidentsQuery(request.query);
      return listIncidents(tx, await scopeOf(ctx, tx, rest), { ...(kind && { kind }), offset, limit });
    }),
  );

  router.get("/monitor/nodes", (request) =>
    read(request, async (tx) => {
      const { processKey, days, ...rest } = nodesQuery(request.query);
      const now = ctx.now();
      const since = new Date(now.getTime() - days * DAY).toISOString();
      const { definition, version } = rest;
      const asked = { definition, processKey, since, now: now.toISOString(), ...(version && { version }) };
      return processFigures(ctx, tx, await scopeOf(ctx, tx, rest), asked);
    }),
  );
}
