import Router from "@koa/router";
import { unzipSync } from "fflate";
import type { AppContext } from "../../server/context.ts";
import type { RequestState } from "../../server/http/state.ts";
import { routes } from "../../server/routes/index.ts";
import type { TestApp } from "./app.ts";
import type { Answer } from "./client.ts";

/** What stands in nobody's eyes but the owner's and his superiors': found in somebody else's answer, something leaked. */
export const secretOf = (owner: string): string => `只给 ${owner} 看的内容`;

/** One route as the router has it. */
export interface Route {
  method: string;
  path: string;
}

/** Every route of the API but those of one's own session. */
export function everyRoute(ctx: AppContext): Route[] {
  const router = new Router<RequestState>();
  for (const { register } of routes) register(router, ctx);
  return router.stack
    .flatMap(({ methods, path }) => methods.map((method) => ({ method, path: String(path) })))
    .filter(({ method, path }) => method !== "HEAD" && !path.startsWith("/session") && path !== "/health");
}

/** The entry of a list at any number. */
export const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** Whether the answer is a refusal and no fault. */
export const isRefused = ({ status }: Answer): boolean => status >= 400 && status < 500;

/** Ids of somebody's things by what a route's first word speaks of. */
export interface Things {
  records: string[];
  tasks: string[];
  instances: string[];
  attachments: string[];
}

/** The id a route may be sent with, if it takes one. */
export function idFor(path: string, of: Things, pick: number): string | undefined {
  if (!path.includes(":id") && !path.includes(":recordId")) return undefined;
  const kind = /^\/(\w+)/.exec(path)?.[1] ?? "";
  const own = { tasks: of.tasks, processes: of.instances, attachments: of.attachments }[kind] ?? [];
  return at(own.length > 0 ? own : of.records, pick);
}

/** A route's address with its parameters filled. */
export const addressWith = (path: string, values: Record<string, string>): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? "1");

const isZip = (body: Buffer): boolean => body.length > 4 && body.readUInt32LE(0) === 0x04034b50;

/** An answer's whole text; of a workbook what stands in its parts. */
export function textOf({ body }: Answer): string {
  if (!Buffer.isBuffer(body)) return JSON.stringify(body);
  if (!isZip(body)) return body.toString();
  return Object.values(unzipSync(body))
    .map((part) => Buffer.from(part).toString())
    .join("\n");
}

/** What is wrong with an answer, given whose secrets it must not tell and which foreign id it was asked with; null when nothing is. */
export function fault(path: string, secrets: string[], foreignId: string | undefined, answer: Answer): string | null {
  const text = textOf(answer);
  if (answer.status >= 500) return `broke: ${text}`;
  if (secrets.some((secret) => text.includes(secret))) return `told what it should not: ${text.slice(0, 300)}`;
  // Which rows an official record offers for choosing is for everybody.
  const isOffer = path === "/records/:id/rows/:field";
  if (foreignId !== undefined && !isRefused(answer) && !isOffer)
    return `let pass with ${answer.status}: ${text.slice(0, 300)}`;
  return null;
}

/** Everything that stands of one record. */
export interface Standing {
  id: string;
  lock_version: number;
  cancelled_at: string | null;
  revisions: { data: Record<string, unknown> }[];
  tasks: { id: string; state: string; node: string }[] | null;
  instances: { id: string }[] | null;
}

/** Everything that stands of records: revisions, tasks, processes. */
export async function standing(app: TestApp, ids: string[]): Promise<Standing[]> {
  const { rows } = await app.db.owner.raw(
    `select r.id, r.lock_version, r.cancelled_at, r.working_revision_id, r.in_force_revision_id,
       (select jsonb_agg(v order by v.number) from record_revision v where v.record_id = r.id) as revisions,
       (select jsonb_agg(jsonb_build_object('id', t.id, 'state', t.state, 'node', t.node_id, 'assignee', t.assignee_id,
            'by', t.completed_by, 'outcome', t.outcome) order by t.id) from task t where t.record_id = r.id) as tasks,
       (select jsonb_agg(jsonb_build_object('id', i.id, 'ended', i.ended_at) order by i.id)
          from process_instance i where i.record_id = r.id) as instances
     from record r where r.id = any(?) order by r.id`,
    [ids],
  );
  return rows;
}
