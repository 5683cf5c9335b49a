import { createHash } from "node:crypto";
import { buildListQuery, companions, type ViewField } from "../../engine/view/index.ts";
import type { AppContext } from "../context.ts";
import { readingAs } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { RequestLimit } from "../http/request-limit.ts";
import type { ApiContext, ApiRouter } from "../http/state.ts";
import { validatedQuery } from "../http/validated.ts";
import { compiledOf } from "../models/record/compiled.ts";
import { runPage } from "../models/record/lists.ts";
import { openList, openLists } from "../models/record/open-lists.ts";
import { fieldOfView, refusingViewErrors } from "../models/record/views.ts";
import { type ListLabels, labelsOfPage } from "../presenters/list-labels.ts";

interface PublicQuery {
  q?: string;
  division?: string;
  sort?: string;
  order: "asc" | "desc";
  offset: number;
  limit: number;
}

const query = validatedQuery<PublicQuery>({
  type: "object",
  properties: {
    q: { type: "string", maxLength: 60 },
    division: { type: "string", pattern: "^[0-9]{12}$" },
    sort: { type: "string", maxLength: 61 },
    order: { type: "string", enum: ["asc", "desc"], default: "asc" },
    offset: { type: "integer", minimum: 0, maximum: 20_000, default: 0 },
    limit: { type: "integer", minimum: 1, maximum: 100, default: 20 },
  },
  additionalProperties: false,
});

/** The page of any site may read what is answered, a refusal too: there is nothing in it of who asks. */
const openToAll = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET, HEAD",
  "Access-Control-Allow-Headers": "If-None-Match",
  "Access-Control-Expose-Headers": "ETag, Retry-After",
  "Cross-Origin-Resource-Policy": "cross-origin",
};

/** Answers with what may be kept for a minute, and after that need not be sent again while it is the same. */
function answer(request: ApiContext, body: object): void {
  request.body = body;
  request.set("Cache-Control", "public, max-age=60");
  request.etag = createHash("sha256").update(JSON.stringify(body)).digest("base64url");
  // Not Koa's `fresh`: fetch adds no-cache to every conditional request a page makes itself.
  if (request.get("If-None-Match").includes(request.response.get("ETag"))) request.status = 304;
}

/** A minute of reading at two pages a second; a site that needs more keeps what it read. */
const limits = { requests: 120, windowMs: 60_000 };

/** A cell as a citizen reads it: names for codes, and nothing for what is empty. */
function shown(field: ViewField, value: unknown, labels: ListLabels): unknown {
  if (value === null || value === undefined) return null;
  return labels[field.field]?.[String(value)] ?? (field.kind === "orgUnit" || field.kind === "account" ? null : value);
}

/** Lists that a definition opens to everybody: GET only, declared columns of official records, slow for the greedy. */
export function register(router: ApiRouter, ctx: AppContext): void {
  const limit = new RequestLimit(limits);
  const admit = (request: ApiContext) => {
    request.set(openToAll);
    limit.count(request.ip, ctx.now().getTime());
  };
  // What a browser asks before it lets another site's page ask conditionally.
  router.options(["/public", "/public/:package/:view"], (request) => {
    request.set({ ...openToAll, "Access-Control-Max-Age": "86400" });
    request.status = 204;
  });

  router.get("/public", (request) => {
    admit(request);
    const lists = openLists(ctx).map(({ address, list }) => ({ address, title: list.title }));
    answer(request, { lists });
  });

  router.get("/public/:package/:view", async (request) => {
    admit(request);
    const { q, division, sort, order, offset, limit: size } = query(request.query);
    const { resolved, list } = openList(ctx, `${request.params.package}/${request.params.view}`);
    const columns = list.columns.map(({ field }) => field);
    if (sort !== undefined && !columns.includes(sort)) {
      throw new AppError(400, "unknown-field", `不能按“${sort}”排序，可用：${columns.join("、")}。`);
    }
    const asked = {
      ...{ offset, limit: size, columns, count: "exact" as const },
      ...(q && { search: q }),
      ...(division && { filters: { $division: division } }),
      ...(sort && { sort: [{ field: sort, order }] }),
    };
    const fields = list.columns.map(({ field, title }) => ({
      ...fieldOfView(ctx, resolved, field),
      ...(title && { title }),
    }));
    const built = refusingViewErrors(() => buildListQuery(list, asked, true, compiledOf(resolved).fields));
    const page = { ...built, columns: [...columns, ...companions(columns, compiledOf(resolved).fields)] };
    const reading = readingAs(ctx, "system");
    const { rows, names, total } = await runPage(ctx, reading, resolved, page, fields);
    const labels = await labelsOfPage(ctx, reading, fields, { rows, names });
    answer(request, {
      title: list.title,
      columns: fields.map(({ field, title, unit }) => ({ field, title, ...(unit && { unit }) })),
      rows: rows.map((row) => ({
        id: row.$id,
        ...Object.fromEntries(fields.map((field) => [field.field, shown(field, row[field.field], labels)])),
      })),
      total: total?.count ?? 0,
    });
  });
}
