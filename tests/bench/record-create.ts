import pg from "pg";
import { createApp } from "../../server/app.ts";
import { uuidv7 } from "../../server/database/uuid.ts";
import { benchPackage, plainFields } from "./bench-package.ts";
import { bareServer, compare, type Load } from "./compare-http.ts";
import type { Figure } from "./figure.ts";
import { benchContext, prepareBench, startBenchServer } from "./own-database.ts";
import { type Recorded, recordInto, recordStatements } from "./recorder.ts";
import { serve, signedIn } from "./serve.ts";

const connections = 10;

const data: Record<string, unknown> = {
  ...{ name: "基准记录", color: "red", amount: 12.5, year: 2026, month: 3, day: "2026-03-01" },
  ...Object.fromEntries(plainFields.map((name, at) => [name, `内容 ${at}`])),
};

/** What our server answers to a request, and the statements it sends for it. */
interface Heard {
  answer: { id: string; revision: { id: string } };
  statements: Recorded[];
}

/** Replaces the ids of the record and revision that were made by new ones, in text and inside JSON alike. */
function renewed(statements: readonly Recorded[], { answer }: Heard): Recorded[] {
  const [id, revision] = [uuidv7(), uuidv7()];
  const renew = (value: unknown) =>
    typeof value === "string" ? value.replaceAll(answer.id, id).replaceAll(answer.revision.id, revision) : value;
  return statements.map((one) => ({ ...one, ...(one.values && { values: one.values.map(renew) }) }));
}

/** One request through our server, listened to. */
async function hear(app: Parameters<typeof serve>[0], headers: Record<string, string>, body: object): Promise<Heard> {
  const statements: Recorded[] = [];
  const stop = recordStatements();
  const web = await serve((request, response) => recordInto(statements, () => app(request, response)));
  try {
    const options = { method: "POST", headers: { ...headers, "content-type": "application/json" } };
    const ask = () => fetch(`${web.url}/api/records`, { ...options, body: JSON.stringify(body) });
    // The first request also reads what the server then remembers.
    await (await ask()).json();
    statements.length = 0;
    return { answer: await (await ask()).json(), statements };
  } finally {
    web.stop();
    stop();
  }
}

/** Filing a record of 40 fields over HTTP - session, access, validation, audit, projection, answer - against a bare handler with the same statements and answer. */
export async function recordCreate(): Promise<Figure[]> {
  const server = await startBenchServer();
  await prepareBench(server, "bench", [benchPackage]);
  const ctx = await benchContext(server.url("bench"), connections);
  const app = createApp(ctx).callback();
  const web = await serve(app);
  const options = "-c role=tianbao_app -c timezone=Asia/Shanghai";
  const pool = new pg.Pool({ connectionString: server.url("bench"), max: connections, options });
  const client = await signedIn(web.url, "110101-filler");
  const headers = { cookie: client.cookie, "x-csrf-token": client.csrfToken };
  const body = { recordType: "bench/row", data };
  const heard = await hear(app, headers, body);
  const bare = await bareServer(async () => {
    const connection = await pool.connect();
    for (const statement of renewed(heard.statements, heard)) await connection.query(statement);
    connection.release();
    return heard.answer;
  });
  const load = (url: string): Load => ({ url, headers, body });
  try {
    const found = await compare(load(`${web.url}/api/records`), load(bare.url));
    return [{ name: "record-create-40-fields", unit: "records/s", ...found }];
  } finally {
    web.stop();
    await bare.stop();
    await pool.end();
    await ctx.db.close();
    await server.stop();
  }
}
