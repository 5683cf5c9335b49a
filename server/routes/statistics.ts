import { decide } from "../../engine/access/index.ts";
import type { StatisticsRequest } from "../../engine/view/index.ts";
import { audit } from "../audit/audit.ts";
import { requireSubject } from "../auth/require.ts";
import type { AppContext } from "../context.ts";
import { inReadTransaction, inTransaction } from "../database/transaction.ts";
import { noteOf } from "../export/note.ts";
import { pivotSheet } from "../export/pivot-sheet.ts";
import { streamWorkbook } from "../export/stream-workbook.ts";
import type { ApiContext, ApiRouter } from "../http/state.ts";
import { validated } from "../http/validated.ts";
import { compiledOf } from "../models/record/compiled.ts";
import { rowFilter } from "../models/record/lists.ts";
import { notAllowed } from "../models/record/rights.ts";
import { statisticsTable } from "../models/record/statistics.ts";
import { fieldOfView, firstValue, statisticsFor } from "../models/record/views.ts";

const keys = (maxItems: number) => ({ type: "array", maxItems, items: { type: "string", maxLength: 61 } }) as const;

const statisticsRequest = validated<StatisticsRequest>({
  type: "object",
  properties: { rows: keys(6), columns: keys(4), measures: keys(20), filters: { type: "object", maxProperties: 40 } },
  additionalProperties: false,
});

/** Statistics as views.json declares them: what they offer, the table, and the table as Excel. */
export function register(router: ApiRouter, ctx: AppContext): void {
  const usableFor = (request: ApiContext) =>
    statisticsFor(ctx, requireSubject(request), request.params.package as string, request.params.view as string);

  router.get("/statistics/:package/:view", async (request) => {
    const subject = requireSubject(request);
    const { resolved, view } = usableFor(request);
    rowFilter(resolved, subject, "statistics");
    const described = <T extends { field: string }>(entry: T) => ({
      ...fieldOfView(ctx, resolved, entry.field),
      ...entry,
    });
    request.body = {
      ...view,
      recordType: resolved.storedKey,
      of: view.of ?? "record",
      charts: view.charts ?? [],
      dimensions: view.dimensions.map(described),
      filters: (view.filters ?? []).map((filter) => ({
        ...described(filter),
        ...(filter.default !== undefined && { default: firstValue(ctx, subject, filter.default) }),
      })),
      drill: view.drill === undefined ? null : `${request.params.package}/${view.drill}`,
      abilities: { canExport: decide(compiledOf(resolved).policy, subject, "export") !== false },
    };
  });

  router.post("/statistics/:package/:view/query", async (request) => {
    const subject = requireSubject(request);
    const asked = statisticsRequest(request.request.body ?? {});
    const usable = usableFor(request);
    const table = await inReadTransaction(ctx, subject, (tx) => statisticsTable(ctx, tx, subject, usable, asked));
    request.body = { table };
  });

  router.post("/statistics/:package/:view/export", async (request) => {
    const subject = requireSubject(request);
    const asked = statisticsRequest(request.request.body ?? {});
    const usable = usableFor(request);
    const { resolved, view } = usable;
    if (decide(compiledOf(resolved).policy, subject, "export") === false) throw notAllowed("export", resolved);
    const fieldOf = (name: string) => {
      const field = view.dimensions.find(({ key }) => key === name)?.field ?? name;
      return Object.hasOwn(compiledOf(resolved).fields, field) ? fieldOfView(ctx, resolved, field) : undefined;
    };
    const sheet = await inTransaction(ctx, subject, async (tx) => {
      await audit(tx, request, { action: "statistics.export", target: `${request.params.package}/${view.key}` });
      const table = await statisticsTable(ctx, tx, subject, usable, asked);
      return pivotSheet(table, await noteOf(ctx, tx, request.state.account?.name ?? "", asked, fieldOf));
    });
    streamWorkbook(ctx, request, view.title, (write) => write(sheet));
  });
}
