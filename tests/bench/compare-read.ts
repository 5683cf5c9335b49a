import pg from "pg";
import { bareServer, compare } from "./compare-http.ts";
import type { Figure } from "./figure.ts";
import { filledProjection } from "./fill-projection.ts";
import type { FilledProduct } from "./filled-product.ts";

/** A query of our API, and what an engineer would write for this one page alone. */
export interface ReadBench {
  name: string;
  login: string;
  path: string;
  /** Of a query that is posted. */
  body?: object;
  handWritten: string;
}

/** Milliseconds per request of 16 clients; the hand-written SQL runs in a bare koa handler, without row level security. */
export async function compareRead(
  { name, login, path, body, handWritten }: ReadBench,
  filled: Promise<FilledProduct> = filledProjection(),
): Promise<Figure[]> {
  const { product, databaseUrl, signedIn } = await filled;
  const client = await signedIn(login);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  const bare = await bareServer(async () => (await pool.query(handWritten)).rows);
  const headers = { cookie: client.cookie, "x-csrf-token": client.csrfToken };
  const posted = body && { body };
  try {
    const found = await compare({ url: `${product.url}/api${path}`, headers, ...posted }, { url: bare.url, ...posted });
    return [{ name, value: 1000 / found.value, unit: "ms", floor: 1000 / found.floor, ratio: 1 / found.ratio }];
  } finally {
    await bare.stop();
    await pool.end();
  }
}
