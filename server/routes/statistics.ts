import { decide } from "../../engine/access/index.ts";
import type { StatisticsView } from "../../engine/definition/index.ts";
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
import { analysisFor, fieldOfView, firstValue, statisticsFor, type UsableView } from "../models/record/views.ts";

const keys = (maxItems: number) => ({ type: "array", maxItems, items: { type: "string", maxLength: 61 } }) as const;

const statisticsRequest = validated<StatisticsRequest>({
  type: "object",
  properties: {
    rows: keys(6),
    columns: keys(4),
    measures: keys(20),
    filters: { type: "object", maxProperties: 40 },
    search: { type: "string", maxLength: 200 },
  },
  additionalProperties: false,
});

type Usable = (request: ApiContext, asked?: StatisticsRequest) => UsableView<StatisticsView>;

function describe(ctx: AppContext, request: ApiContext, { resolved, view, action = "statistics" }: ReturnType<Usable>) {
  const subject = requireSubject(request);
  rowFilter(resolved, subject, action);
  const described = <T extends { field: string }>(entry: T) => ({
    ...fieldOfView(ctx, resolved, entry.field),
    ...entry,
  });
  return {
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
}

/** What a table of numbers offers, the table, and the table as Excel. */
function registerTable(router: ApiRouter, ctx: AppContext, path: string, usableFor: Usable): void {
  router.get(path, async (request) => {
    request.body = describe(ctx, request, usableFor(request));
  });

  router.post(`${path}/query`, async (request) => {
    const subject = requireSubject(request);
    const asked = statisticsRequest(request.request.body ?? {});
    const usable = usableFor(request, asked);
    const table = await inReadTransaction(ctx, subject, (tx) => statisticsTable(ctx, tx, subject, usable, asked));
    request.body = { table };
  });

  router.post(`${path}/export`, async (request) => {
    const subject = requireSubject(request);
    const asked = statisticsRequest(request.request.body ?? {});
    const usable = usableFor(request, asked);
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

/** Statistics as views.json declares them, and every list as a table of numbers over the rows it shows. */
export function register(router: ApiRouter, ctx: AppContext): void {
  const named = ({ params }: ApiContext): [string, string] => [params.package as string, params.view as string];
  registerTable(router, ctx, "/statistics/:package/:view", (request) =>
    statisticsFor(ctx, requireSubject(request), ...named(request)),
  );
  registerTable(router, ctx, "/lists/:package/:view/analysis", (request, asked) =>
    analysisFor(ctx, requireSubject(request), ...named(request), asked?.search),
  );
}
