import type { Knex } from "knex";

interface Starting {
  begin(connection: unknown): Promise<unknown>;
  query(connection: unknown, text: string): Promise<unknown>;
}
type Start = (work: unknown, config: { begin?: string } | undefined, outer: unknown) => Starting;

const prepared = new WeakSet<Knex>();

/** knex offers no way to say how a transaction begins, so its factory of transactions is wrapped once per pool. */
function prepare(knex: Knex): void {
  if (prepared.has(knex)) return;
  prepared.add(knex);
  const start: Start = knex.client.transaction.bind(knex.client);
  const wrapped: Start = (work, config, outer) => {
    const starting = start(work, config, outer);
    const begin = config?.begin;
    if (begin !== undefined) starting.begin = (connection) => starting.query(connection, begin);
    return starting;
  };
  knex.client.transaction = wrapped;
}

/** Runs the work in a transaction that starts with the given text (`begin; ...`), sent as one simple query. */
export function beginWith<T>(knex: Knex, begin: string, work: (tx: Knex.Transaction) => Promise<T>): Promise<T> {
  prepare(knex);
  return knex.transaction(work, { begin } as Knex.TransactionConfig);
}
