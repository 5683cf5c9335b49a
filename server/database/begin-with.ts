import type { Knex } from "knex";

interface Connection {
  /** Whether statements are sent without waiting for the answers of earlier ones. */
  pipeline: boolean;
  connection: { stream: { cork(): void; uncork(): void } };
  query(text: string): Promise<unknown>;
}

interface Starting {
  begin(connection: Connection): Promise<unknown>;
}
type Start = (work: unknown, config: { begin?: string } | undefined, outer: unknown) => Starting;

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

/** knex offers no way to say how a transaction begins, so its factory of transactions is wrapped once per pool. */
function prepare(knex: Knex): void {
  if (prepared.has(knex)) return;
  prepared.add(knex);
  const start: Start = knex.client.transaction.bind(knex.client);
  const wrapped: Start = (work, config, outer) => {
    const starting = start(work, config, outer);
    const text = config?.begin;
    if (text !== undefined) starting.begin = (connection) => begin(connection, text);
    return starting;
  };
  knex.client.transaction = wrapped;
}

/** Runs the work in a transaction that starts with the given text (`begin; ...`), sent as one simple query. */
export function beginWith<T>(knex: Knex, begin: string, work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
  prepare(knex);
  return knex.transaction(work, { begin } as Knex.TransactionConfig);
}
