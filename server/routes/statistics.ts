import { decide } from "../../engine/access/index.ts";
import type { StatisticsView } from "../../engine/definition/index.ts";
import { originField, type StatisticsRequest } from "../../engine/view/index.ts";
import { audit } from "../audit/audit.ts";
import { requireSubject } from "../auth/require.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, readingAs, readingIn } from "../database/transaction.ts";
import { noteOf } from "../export/note.ts";
import { pivotSheet } from "../export/pivot-sheet.ts";
import { streamWorkbook } from "../export/stream-workbook.ts";
import type { ApiContext, ApiRouter } from "../http/state.ts";
import { validated } from "../http/validated.ts";
import { compiledOf } from "../models/record/compiled.ts";
import { rowFilter } from "../models/record/lists.ts";
import { notAllowed } from "../models/record/rights.ts";
import { statisticsTable } from "../models/record/statistics.ts";
import { analysisFor, fieldOfStatistics, firstValue, statisticsFor, type UsableView } from "../models/record/views.ts";

const keys = (maxItems: number) => ({ type: "array", maxItems, items: { type: "string", maxLength: 61 } }) as const;

const statisticsRequest = validated<StatisticsRequest>({
  type: "object",
  properties: {
    rows: keys(6),
    columns: keys(4),
    measures: keys(20),
    filters: { type: "object", maxProperties: 40 },
    search: { type: "string", maxLength: 200 },
    tile: { type: "string", maxLength: 60 },
  },
  additionalProperties: false,
});

type Usable = (request: ApiContext, asked?: StatisticsRequest) => Promise<UsableView<StatisticsView>>;

function describe(ctx: AppContext, request: ApiContext, usable: Awaited<ReturnType<Usable>>) {
  const { resolved, view, action = "statistics" } = usable;
  const subject = requireSubject(request);
  if (!usable.parts) rowFilter(resolved, subject, action);
  const described = <T extends { field: string }>(entry: T) => ({
    ...fieldOfStatistics(ctx, usable, entry.field),
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
    ...(usable.parts && { sources: usable.parts.map(describedSource) }),
    abilities: { canExport: notExported(usable, subject) === undefined },
  };
}

/** A source with the view and the list that a number of it opens, `<package>/<list>`. */
function describedSource({ source, usable: { view } }: NonNullable<UsableView<StatisticsView>["parts"]>[number]) {
  const list = source.drill === undefined ? null : `${source.recordType.split("/")[0]}/${source.drill}`;
  return { ...source, behind: { view: view.key, list } };
}

/** The record type that keeps a table from being exported: whoever exports it has to be allowed for all it counts. */
function notExported({ resolved, parts }: UsableView<StatisticsView>, subject: Subject) {
  const types = parts ? parts.map(({ usable }) => usable.resolved) : [resolved];
  return types.find((type) => decide(compiledOf(type).policy, subject, "export") === false);
}

/** What a table of numbers offers, the table, and the table as Excel. */
function registerTable(router: ApiRouter, ctx: AppContext, path: string, usableFor: Usable): void {
  router.get(path, async (request) => {
    request.body = describe(ctx, request, await usableFor(request));
  });

  router.post(`${path}/query`, async (request) => {
    const subject = requireSubject(request);
    const asked = statisticsRequest(request.request.body ?? {});
    const usable = await usableFor(request, asked);
    const table = await statisticsTable(ctx, readingAs(ctx, subject), subject, usable, asked);
    request.body = { table };
  });

  router.post(`${path}/export`, async (request) => {
    const subject = requireSubject(request);
    const asked = statisticsRequest(request.request.body ?? {});
    const usable = await usableFor(request, asked);
    const { resolved, view } = usable;
    const closed = notExported(usable, subject);
    if (closed) throw notAllowed("export", closed);
    const fieldOf = (name: string) => {
      const field = view.dimensions.find(({ key }) => key === name)?.field ?? name;
      const known = Object.hasOwn(compiledOf(resolved).fields, field) || (view.sources && field === originField);
      return known ? fieldOfStatistics(ctx, usable, field) : undefined;
    };
    const sheet = await inTransaction(ctx, subject, async (tx) => {
      await audit(tx, request, { action: "statistics.export", target: `${request.params.package}/${view.key}` });
      const table = await statisticsTable(ctx, readingIn(tx), subject, usable, asked);
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
    analysisFor(ctx, requireSubject(request), named(request), asked),
  );
}
