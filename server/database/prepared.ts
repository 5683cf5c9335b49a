import { createHash } from "node:crypto";
import type { Tx } from "./transaction.ts";

interface PreparingConnection {
  query(query: { name: string; text: string; values: readonly unknown[] }): Promise<{ rows: unknown[] }>;
}

const names = new Map<string, string>();

/** Statements are named by their text; the number of different ones grows only with the record types there are. */
function nameOf(text: string): string {
  const known = names.get(text) ?? `s${createHash("sha1").update(text).digest("hex").slice(0, 30)}`;
  names.set(text, known);
  return known;
}

/**
 * Runs SQL that PostgreSQL parses and plans once per connection: for the fixed statements of hot paths, whose planning
 * costs more than their running. Never for pages and statistics, whose plans depend on the values asked for.
 */
export async function prepared<Row = Record<string, unknown>>(
  tx: Tx,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const connection: PreparingConnection = await tx.client.acquireConnection();
  return (await connection.query({ name: nameOf(text), text, values })).rows as Row[];
}
