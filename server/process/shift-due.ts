import { afterPause } from "../../engine/assignment/index.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import { calendarExceptions } from "./calendar.ts";
import type { Instance } from "./instance.ts";
import { modelOf } from "./models.ts";

const OPEN = `
  select id, node_id as "nodeId", due_at as due, created_at as "createdAt" from task
  where instance_id = $1 and state = 'open' and due_at is not null`;

const SHIFT = `
  update task set due_at = x.due from jsonb_to_recordset($1::jsonb) as x(id uuid, due timestamptz) where task.id = x.id`;

interface Open {
  id: string;
  nodeId: string;
  due: string;
  createdAt: string;
}

const later = (one: string, other: string): string => (Date.parse(one) > Date.parse(other) ? one : other);

/**
 * Gives the open tasks of an instance back the time for which it stood still: working days where the model counts in
 * them, else as many hours.
 * @returns when each is due now.
 */
export async function shiftDue(
  ctx: AppContext,
  tx: Tx,
  instance: Instance,
  { from, to }: { from: string; to: string },
): Promise<{ id: string; due: string }[]> {
  const tasks = await sql<Open>(tx, OPEN, [instance.id]);
  if (tasks.length === 0) return [];
  const model = await modelOf(ctx, instance.versionId, instance.processKey);
  const exceptions = await calendarExceptions(tx);
  const shifted = tasks.map(({ id, nodeId, due, createdAt }) => {
    const since = later(createdAt, from);
    if (model.nodes[nodeId]?.task?.rules?.due) return { id, due: afterPause(due, { from: since, to }, exceptions) };
    return { id, due: new Date(Date.parse(due) + Date.parse(to) - Date.parse(since)).toISOString() };
  });
  await sql(tx, SHIFT, [JSON.stringify(shifted)]);
  return shifted;
}
