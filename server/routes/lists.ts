import { buildListQuery, companions, type ListRequest } from "../../engine/view/index.ts";
import { audit } from "../audit/audit.ts";
import { requireSubject } from "../auth/require.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, readingAs } from "../database/transaction.ts";
import { exportList } from "../export/list-sheet.ts";
import { streamWorkbook } from "../export/stream-workbook.ts";
import type { ApiRouter } from "../http/state.ts";
import { validated } from "../http/validated.ts";
import { compiledOf } from "../models/record/compiled.ts";
import { readerOf, rowFilter, runPage } from "../models/record/lists.ts";
import { drilledFrom, fieldOfView, listFor, refusingViewErrors, tilesOf } from "../models/record/views.ts";
import { presentList } from "../presenters/list.ts";
import { labelsOfPage } from "../presenters/list-labels.ts";

const field = { type: "string", maxLength: 61 } as const;

/** Values and names of fields are checked against the view and the columns' types, not here. */
const listRequest = validated<ListRequest>({
  type: "object",
  properties: {
    filters: { type: "object", maxProperties: 40 },
    search: { type: "string", maxLength: 200 },
    sort: {
      type: "array",
      maxItems: 5,
      items: {
        type: "object",
        properties: { field, order: { enum: ["asc", "desc"] } },
        required: ["field"],
        additionalProperties: false,
      },
    },
    offset: { type: "integer", minimum: 0, maximum: 1_000_000 },
    limit: { type: "integer", minimum: 1, maximum: 200 },
    columns: { type: "array", maxItems: 80, items: field },
    count: { enum: ["capped", "exact", "none"] },
    tile: { type: "string", maxLength: 60 },
    drill: {
      type: "object",
      properties: { view: { type: "string", maxLength: 200 }, measure: { type: "string", maxLength: 61 } },
      required: ["view", "measure"],
      additionalProperties: false,
    },
  },
  additionalProperties: false,
});

/** Lists as views.json declares them: what they offer, a page of rows, all rows as Excel. */
export function register(router: ApiRouter, ctx: AppContext): void {
  const prepare = async (
    request: Parameters<typeof requireSubject>[0],
    params: Record<string, string>,
    asked: ListRequest,
    action: "read" | "export",
  ) => {
    const subject = requireSubject(request);
    const { package: pack = "", view: key = "" } = params;
    const list = await listFor(ctx, subject, [pack, key], asked.tile);
    const { resolved, view } = list;
    const statistics = asked.drill && (await drilledFrom(ctx, subject, list, pack, asked.drill.view));
    const filter = rowFilter(resolved, subject, action);
    const query = refusingViewErrors(() =>
      buildListQuery(view, asked, filter, compiledOf(resolved).fields, statistics),
    );
    return { subject, resolved, view, query: { ...query, reader: readerOf(subject) } };
  };

  router.get("/lists/:package/:view", async (request) => {
    const subject = requireSubject(request);
    const { package: pack = "", view: key = "" } = request.params;
    const { resolved, view } = await listFor(ctx, subject, [pack, key]);
    rowFilter(resolved, subject, "read");
    const tiles = tilesOf(ctx, subject, pack, key).map((tile) => ({ key: tile.key, title: tile.title }));
    request.body = { ...presentList(ctx, subject, resolved, view), tiles };
  });

  router.post("/lists/:package/:view/query", async (request) => {
    const wanted = listRequest(request.request.body ?? {});
    const { subject, resolved, query } = await prepare(request, request.params, wanted, "read");
    const columns = query.columns ?? [];
    const beside = companions(columns, compiledOf(resolved).fields);
    const fields = columns.map((name) => fieldOfView(ctx, resolved, name));
    const asked = { ...query, columns: [...columns, ...beside] };
    const reading = readingAs(ctx, subject);
    const page = await runPage(ctx, reading, resolved, asked, fields);
    const labels = await labelsOfPage(ctx, reading, fields, page);
    for (const row of page.rows) for (const name of beside) delete row[name];
    request.body = { rows: page.rows.map((row) => ({ id: row.$id, ...row })), total: page.total, labels };
  });

  router.post("/lists/:package/:view/export", async (request) => {
    const asked = listRequest(request.request.body ?? {});
    const { subject, resolved, view, query } = await prepare(
      request,
      request.params,
      { ...asked, limit: null },
      "export",
    );
    await inTransaction(ctx, subject, (tx) =>
      audit(tx, request, { action: "list.export", target: `${request.params.package}/${view.key}` }),
    );
    const sheet = exportList(ctx, { resolved, view, query, asked, by: request.state.account?.name ?? "" });
    streamWorkbook(ctx, request, view.title, (write) =>
      inTransaction(ctx, subject, async (tx) => write(await sheet(tx))),
    );
  });
}
