import pg from "pg";
import type { Tx } from "../../server/database/transaction.ts";
import { uuidv7 } from "../../server/database/uuid.ts";
import { insertRecord, type NewRecord } from "../../server/models/record/insert.ts";
import { projectedTable } from "../../server/projection/catalog.ts";
import { projectionRow } from "../../server/projection/row.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { benchPackage, plainFields } from "./bench-package.ts";
import { bareServer, compare, throughput } from "./compare-http.ts";
import type { Figure } from "./figure.ts";

const data: Record<string, unknown> = {
  ...{ name: "基准记录", color: "red", amount: 12.5, year: 2026, month: 3, day: "2026-03-01" },
  ...Object.fromEntries(plainFields.map((name, at) => [name, `内容 ${at}`])),
};

/** The statement our server sends for this record, with its values as a template: `@id` and `@revision` stand for ids. */
async function capture(app: TestApp): Promise<{ text: string; values: unknown[] }> {
  const { definitionId, versionId } = app.ctx.definitions.live("bench");
  const table = await projectedTable(app.db, app.db.owner, "bench/row", ["name"]);
  const unit = await app.db.owner("org_unit").where({ level: 2 }).first();
  const at = new Date().toISOString();
  const scope = {
    org_unit_id: unit.id as number,
    division_code: unit.division_code as string,
    open: false,
    created_by: 1,
  };
  const row = projectionRow(
    table,
    {
      ...{
        revision_id: "@revision",
        record_id: "@id",
        is_latest: true,
        in_force: false,
        status: "draft",
        title: "基准记录",
      },
      ...{ ...scope, created_at: at, updated_at: at, submitted_at: null, in_force_at: null },
      ...{ obligation_id: null, period_key: null, subject_record_id: null },
    },
    data,
  );
  const made: NewRecord = {
    record: {
      ...{ id: "@id", record_type: "bench/row", definition_id: definitionId, ...scope, at, revision_id: "@revision" },
      ...{ obligation_id: null, definition_version_id: versionId, data },
    },
    events: [
      {
        record_id: "@id",
        revision_id: "@revision",
        at,
        account_id: 1,
        org_unit_id: scope.org_unit_id,
        kind: "created",
      },
    ],
    references: [],
    attachmentIds: [],
    projections: [{ table, row }],
  };
  let sent = { text: "", values: [] as unknown[] };
  const query = async (statement: typeof sent) => {
    sent = statement;
    return { rows: [] };
  };
  const listening = { client: { acquireConnection: async () => ({ query }) } } as unknown as Tx;
  await insertRecord(listening, { accountId: 1, orgUnitId: scope.org_unit_id, ip: "127.0.0.1" }, made);
  return sent;
}

/** Filing a record of 40 fields over HTTP - session, access, validation, audit, projection, answer - against its SQL alone. */
export async function recordCreate(): Promise<Figure[]> {
  const app = await startTestApp({ packages: [benchPackage] });
  const { text, values } = await capture(app);
  const pool = new pg.Pool({ connectionString: app.db.url, max: 5, options: "-c role=tianbao_app" });
  const begin =
    "begin; select set_config('tianbao.division_from', '110000000000', true), set_config('tianbao.division_to', '119999999999', true)";
  const bare = await bareServer(async () => {
    const [id, revision] = [uuidv7(), uuidv7()];
    const own = values.map((value) =>
      typeof value === "string" ? value.replaceAll("@id", id).replaceAll("@revision", revision) : value,
    );
    const connection = await pool.connect();
    await connection.query(begin);
    await connection.query({ name: "create", text, values: own });
    await connection.query("commit");
    connection.release();
    return { id };
  });
  const client = await app.client("110101-filler");
  const headers = { cookie: client.cookie, "x-csrf-token": client.csrfToken };
  const [value, floor] = await compare(
    () => throughput({ url: `${app.url}/api/records`, headers, body: { recordType: "bench/row", data } }),
    () => throughput({ url: bare.url, body: { recordType: "bench/row", data } }),
  );
  await bare.stop();
  await pool.end();
  await app.close();
  return [{ name: "record create, 40 fields, over HTTP", value, unit: "records/s", floor, ratio: value / floor }];
}
