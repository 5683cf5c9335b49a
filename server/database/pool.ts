import knex, { type Knex } from "knex";
import { appRole } from "./app-role.ts";
import { setValueTypes } from "./value-types.ts";

/** The two ways into one database: what the program does every day, and what only its set-up may do. */
export interface Database {
  url: string;
  /** Runs as `tianbao_app`, which owns nothing, so row level security holds for every statement. */
  app: Knex;
  /** Runs as the account of the url: migrations, projection tables and roles. */
  owner: Knex;
  close(): Promise<void>;
}

/** How many connections the pools may open, and how long a caller waits for one (milliseconds). */
export interface PoolLimits {
  max?: number;
  acquireTimeout?: number;
}

/** Months and days are those of Beijing, whatever the server's own setting is. */
const timeZone = "Asia/Shanghai";

/** Conditions of row level security make the planner guess high, and compiling took 5.7 s of a query of 0.2 s. */
const compiling = "set jit = off";

type Connection = { query(sql: string, done: (error: Error | null) => void): void };
type Created = (error: Error | null, connection: Connection) => void;

interface PoolOptions {
  onConnect: string;
  max: number;
  acquireTimeout: number;
  /** Statements do not wait for the answers of earlier ones, see begin-with.ts. */
  pipeline: boolean;
}

function openPool(url: string, { onConnect, max, acquireTimeout, pipeline }: PoolOptions): Knex {
  return knex({
    client: "pg",
    connection: {
      connectionString: url,
      application_name: "tianbao",
      keepAlive: true,
      pipeline,
    } as Knex.PgConnectionConfig,
    acquireConnectionTimeout: acquireTimeout,
    pool: {
      min: 0,
      max,
      afterCreate(connection: Connection, done: Created) {
        connection.query(onConnect, (error) => done(error, connection));
      },
    },
  });
}

/** Opens both pools; nothing connects before the first query, so the role may still be created by `migrate`. */
export function openDatabase(url: string, { max = 10, acquireTimeout = 10_000 }: PoolLimits = {}): Database {
  setValueTypes();
  const settings = `set time zone '${timeZone}'; ${compiling}`;
  const app = openPool(url, { onConnect: `set role ${appRole}; ${settings}`, max, acquireTimeout, pipeline: true });
  const owner = openPool(url, { onConnect: settings, max: Math.min(max, 3), acquireTimeout, pipeline: false });
  return {
    url,
    app,
    owner,
    async close() {
      await Promise.all([app.destroy(), owner.destroy()]);
    },
  };
}
