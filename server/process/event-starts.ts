import { type StartTrigger, startTriggers } from "../../engine/process/index.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { modelOf, processVersion } from "./models.ts";

/** A message or signal that an instance has thrown. */
export interface ThrownEvent {
  kind: "message" | "signal";
  name: string;
  /** Of messages with one key only one at a time has a record of a type under way. */
  correlationKey?: string;
  /** The instance that threw it. */
  thrownBy: string;
}

/** A record type whose process begins with an event, and the node where it does. */
export interface EventStart {
  recordType: string;
  title: string;
  nodeId: string;
}

const beginsWith = (trigger: StartTrigger, { kind, name }: Pick<ThrownEvent, "kind" | "name">): boolean =>
  kind === "message"
    ? trigger.kind === "message" && trigger.message === name
    : trigger.kind === "signal" && trigger.signal === name;

/** The published record types whose own process begins with the event. */
export async function eventStarts(ctx: AppContext, event: ThrownEvent, at: string): Promise<EventStart[]> {
  const found: EventStart[] = [];
  for (const type of ctx.definitions.recordTypes()) {
    const { process, versionId, storedKey, key, title } = type;
    // A form of an officer's own shares the process of the type it extends, which begins once.
    if (!process || key !== storedKey) continue;
    const model = await modelOf(ctx, await processVersion(ctx, versionId, storedKey, process.key), process.key);
    const triggers = startTriggers(model, at).filter((trigger) => beginsWith(trigger, event));
    found.push(...triggers.map(({ nodeId }) => ({ recordType: storedKey, title, nodeId })));
  }
  return found;
}

/** Who started the instance that threw: in his name, and for his unit, the new record is filed. */
export interface Thrower {
  accountId: number;
  recordId: string;
  title: string;
}

const THROWER = `
  select coalesce(i.started_by, r.created_by) as "accountId", r.id as "recordId", i.title from process_instance i
  join record r on r.id = i.record_id where i.id = $1`;

/** Reads who started an instance; undefined where it is not there any more. */
export async function throwerOf(tx: Tx, instanceId: string): Promise<Thrower | undefined> {
  return (await sql<Thrower>(tx, THROWER, [instanceId]))[0];
}

/** Processes that start each other end here, so that two of them cannot go on for ever. */
const LONGEST_CHAIN = 10;

const CHAIN = `
  with recursive chain as (
    select $1::uuid as instance, 1 as length
    union all
    select (e.detail ->> 'thrownBy')::uuid, length + 1 from chain
    join process_instance i on i.id = chain.instance
    join record_event e on e.record_id = i.record_id and e.kind = 'created' and e.detail ->> 'thrownBy' is not null
    where length <= ${LONGEST_CHAIN})
  select max(length) as length from chain`;

/** Whether the instance stands at the end of a chain of starts that is too long to go on. */
export async function endsChain(tx: Tx, instanceId: string): Promise<boolean> {
  const [row] = await sql<{ length: number }>(tx, CHAIN, [instanceId]);
  return (row?.length ?? 0) > LONGEST_CHAIN;
}
