import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";

/** One statement as it went to the database. */
export interface Recorded {
  text: string;
  values?: unknown[];
  /** Of a prepared statement. */
  name?: string;
}

const current = new AsyncLocalStorage<Recorded[]>();
type Query = (config: string | Recorded, values?: unknown, done?: unknown) => unknown;

/** Notes down, for each piece of work run through it, the statements it sends; call the answer to end it. */
export function recordStatements(): () => void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  prototype.query = function query(this: unknown, config, values, done) {
    const list = current.getStore();
    if (list) {
      const text = typeof config === "string" ? config : config.text;
      const given = typeof config === "string" ? values : (config.values ?? values);
      const name = typeof config === "string" ? undefined : config.name;
      list.push({ text, ...(Array.isArray(given) && { values: given }), ...(name && { name }) });
    }
    return original.call(this, config, values, done);
  };
  return () => {
    prototype.query = original;
  };
}

/** Runs work whose statements go into the list. */
export function recordInto<T>(list: Recorded[], work: () => T): T {
  return current.run(list, work);
}
