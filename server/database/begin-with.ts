import type { Knex } from "knex";

interface Connection {
  /** Whether statements are sent without waiting for the answers of earlier ones. */
  pipeline: boolean;
  connection: { stream: { cork(): void; uncork(): void } };
  query(text: string, values?: readonly unknown[]): Promise<{ rows: unknown[] }>;
}

interface Starting {
  begin(connection: Connection): Promise<unknown>;
  commit(connection: Connection, value: unknown): Promise<unknown>;
  _completed: boolean;
  _resolver(value: unknown): void;
}

interface Manner {
  /** The text it begins with. */
  begin: string;
  /** It writes nothing, so nobody has to wait for its end. */
  isReading: boolean;
}
type Start = (work: unknown, config: Partial<Manner> | undefined, outer: unknown) => Starting;

const prepared = new WeakSet<Knex>();

/**
 * Where the connection allows it, the beginning leaves in one packet with the first statement, which saves a round trip
 * per transaction. Should it fail, nothing that follows can do harm: row security shows and takes nothing without the
 * settings that the beginning makes.
 */
async function begin(connection: Connection, text: string): Promise<void> {
  if (!connection.pipeline) {
    await connection.query(text);
    return;
  }
  inOnePacket(connection);
  connection.query(text).catch(() => {});
}

/** What is sent until the end of this tick leaves together. */
function inOnePacket({ connection: { stream } }: Connection): void {
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** The next user of the connection queues behind the commit. */
function endWithoutWaiting(ending: Starting, connection: Connection, value: unknown): Promise<unknown> {
  connection.query("commit").catch(() => {});
  ending._completed = true;
  ending._resolver(value);
  return Promise.resolve(value);
}

/** knex offers no way to say how a transaction begins and ends, so its factory of transactions is wrapped once per pool. */
function prepare(knex: Knex): void {
  if (prepared.has(knex)) return;
  prepared.add(knex);
  const start: Start = knex.client.transaction.bind(knex.client);
  const wrapped: Start = (work, config, outer) => {
    const starting = start(work, config, outer);
    const text = config?.begin;
    if (text !== undefined) starting.begin = (connection) => begin(connection, text);
    const { commit } = starting;
    if (config?.isReading) {
      starting.commit = (connection, value) =>
        connection.pipeline ? endWithoutWaiting(starting, connection, value) : commit.call(starting, connection, value);
    }
    return starting;
  };
  knex.client.transaction = wrapped;
}

/** Runs the work in a transaction that starts with the given text (`begin; ...`), sent as one simple query. */
export function beginWith<T>(knex: Knex, manner: Manner, work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
  prepare(knex);
  return knex.transaction(work, manner as Knex.TransactionConfig);
}

/**
 * Runs one reading statement in a transaction that starts with the given text, all of it in one packet, on a pool whose
 * connections allow it. The next user of the connection queues behind the commit.
 */
export async function readAlone(
  knex: Knex,
  text: string,
  statement: { text: string; values: readonly unknown[] },
): Promise<unknown[]> {
  const connection: Connection = await knex.client.acquireConnection();
  try {
    inOnePacket(connection);
    connection.query(text).catch(() => {});
    const answer = connection.query(statement.text, statement.values);
    connection.query("commit").catch(() => {});
    return (await answer).rows;
  } finally {
    knex.client.releaseConnection(connection);
  }
}
