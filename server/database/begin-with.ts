import type { Knex } from "knex";

interface Connection {
  /** Whether statements are sent without waiting for the answers of earlier ones. */
  pipeline: boolean;
  connection: { stream: { cork(): void; uncork(): void } };
  query(text: string): Promise<unknown>;
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
  const { stream } = connection.connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
  connection.query(text).catch(() => {});
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
