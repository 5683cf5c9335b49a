import { openDatabase } from "../../server/database/pool.ts";
import type { Client } from "../support/client.ts";
import { startBenchServer } from "./own-database.ts";
import { type Product, startProduct } from "./product.ts";
import { signedIn } from "./serve.ts";

/** The product on a database of its own. */
export interface FilledProduct {
  product: Product;
  databaseUrl: string;
  signedIn(login: string): Promise<Client>;
}

const closers: (() => Promise<void>)[] = [];

async function start(database: string, jobs: boolean): Promise<FilledProduct> {
  const server = await startBenchServer();
  closers.push(() => server.stop());
  await server.administer(`create database ${database}`);
  const databaseUrl = server.url(database);
  const product = await startProduct({ DATABASE_URL: databaseUrl, DEMO: "on", ...(jobs ? {} : { JOBS: "off" }) });
  closers.push(() => product.stop());
  return { product, databaseUrl, signedIn: (login) => signedIn(product.url, login) };
}

/** The product on a database of that name, started and filled on first use and shared by the benches of one run. */
export function sharedProduct<Filled extends FilledProduct>(
  database: string,
  fill: (product: FilledProduct) => Promise<Filled>,
  { jobs = false }: { jobs?: boolean } = {},
): () => Promise<Filled> {
  let running: Promise<Filled> | undefined;
  return () => {
    running ??= start(database, jobs).then(fill);
    return running;
  };
}

/** Writes rows by one text as the owner of the database, and lets the planner know them. */
export async function runFill(databaseUrl: string, text: string): Promise<void> {
  const database = openDatabase(databaseUrl, { max: 1 });
  await database.owner.transaction((tx) => tx.raw(text));
  await database.owner.raw("vacuum analyze");
  await database.close();
}

/** Ends every product that was started, the last first. */
export async function endProducts(): Promise<void> {
  for (let close = closers.pop(); close; close = closers.pop()) await close();
}
