import type { Knex } from "knex";
import { divisionRange } from "../../engine/access/index.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { beginWith, readAlone } from "./begin-with.ts";

/** A transaction of the app pool whose row level security is set to one subject. */
export type Tx = Knex.Transaction;

function settings(subject: Subject | "system"): Record<string, string> {
  if (subject === "system") {
    return { division_from: "0".repeat(12), division_to: "9".repeat(12), unit_only: "", unit: "", account: "" };
  }
  const { from, to } = divisionRange(subject.divisionCode);
  const unit = String(subject.orgUnitId);
  const account = String(subject.accountId);
  return { division_from: from, division_to: to, unit_only: subject.seesOnly === "unit" ? unit : "", unit, account };
}

/** The settings travel as one text with what begins them, so the values are checked here instead of being bound. */
function settingsText(subject: Subject | "system", lockTimeout?: string): string {
  const calls = Object.entries(settings(subject)).map(([name, value]) => {
    if (!/^\d*$/.test(value)) throw new Error(`Setting ${name} of a transaction must be digits`);
    return `set_config('tianbao.${name}', '${value}', true)`;
  });
  if (lockTimeout !== undefined) calls.push(`set_config('lock_timeout', '${lockTimeout}', true)`);
  return `select ${calls.join(", ")}`;
}

const beginText = (subject: Subject | "system", { lockTimeout }: Waiting, mode = ""): string =>
  `begin${mode}; ${settingsText(subject, lockTimeout)}`;

type Waiting = Pick<AppContext, "lockTimeout">;

/**
 * Runs the work in one transaction that sees the rows of the subject (all rows for `system`); commits when it
 * resolves, rolls back when it throws. BEGIN and the scope settings cost one round trip together.
 */
export function inTransaction<T>(
  ctx: Pick<AppContext, "db" | "lockTimeout">,
  subject: Subject | "system",
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return beginWith(ctx.db.app, { begin: beginText(subject, ctx), isReading: false }, work);
}

/** The same for what only reads: a write is refused, and the answer does not wait for the end of the transaction. */
export function inReadTransaction<T>(
  ctx: Pick<AppContext, "db" | "lockTimeout">,
  subject: Subject | "system",
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return beginWith(ctx.db.app, { begin: beginText(subject, ctx, " read only"), isReading: true }, work);
}

/** A way to read what a subject may see; whether in a transaction with other work or by itself is its maker's choice. */
export interface Reading {
  /** What anything else that is needed on the way has to be asked through: whoever holds a connection must not wait for another. */
  via: Knex;
  run<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** For several statements. */
  together<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** Reads within a transaction. */
export function readingIn(tx: Tx): Reading {
  return { via: tx, run: (text, values) => sql(tx, text, values), together: (work) => work(tx) };
}

/**
 * Reads each statement in a transaction of its own that travels with it: one packet there and one back, where the statement
 * itself costs no more than a packet does.
 */
export function readingAs(ctx: Pick<AppContext, "db" | "lockTimeout">, subject: Subject | "system"): Reading {
  const begin = beginText(subject, {}, " read only");
  const { app } = ctx.db;
  return {
    via: app,
    run: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await readAlone(app, begin, { text, values })) as Row[],
    together: (work) => inReadTransaction(ctx, subject, work),
  };
}

/** The same on the owner's pool, seeing all rows: for what also changes tables, so that publishing is one transaction. */
export function inOwnerTransaction<T>(ctx: Pick<AppContext, "db">, work: (tx: Tx) => Promise<T>): Promise<T> {
  return beginWith(ctx.db.owner, { begin: beginText("system", {}), isReading: false }, work);
}

interface RawConnection {
  query(text: string, values?: readonly unknown[]): Promise<{ rows: unknown[] }>;
}

/** Runs plain SQL with `$1` parameters on the transaction's own connection, without the query builder's cost. */
export async function sql<Row = Record<string, unknown>>(
  tx: Tx,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const connection: RawConnection = await tx.client.acquireConnection();
  return (await connection.query(text, values)).rows as Row[];
}

/**
 * Lets one question of a subject's transaction see all rows: for what must hold whoever asks, and tells him no more than
 * the rule that it serves.
 */
export async function seeingAll<T>(tx: Tx, subject: Subject, ask: () => Promise<T>): Promise<T> {
  await sql(tx, settingsText("system"));
  const answer = await ask();
  await sql(tx, settingsText(subject));
  return answer;
}
