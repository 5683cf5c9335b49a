import { requireSubject } from "../auth/require.ts";
import type { AppContext } from "../context.ts";
import type { Tx } from "../database/transaction.ts";
import { atLevel } from "../definitions/variant.ts";
import { AppError } from "../http/problem.ts";
import type { ApiContext, ApiRouter } from "../http/state.ts";
import { validatedQuery } from "../http/validated.ts";
import { historyOf, type RevisionContent, revisionData, revisionsOf, uploadsOf } from "../models/record/history.ts";
import { readingAs } from "../models/record/invited.ts";
import type { LoadedRecord } from "../models/record/loaded-record.ts";
import { namedChanges } from "../models/record/named-changes.ts";
import { readable } from "../models/record/read.ts";
import { referrersOf } from "../models/record/referrers.ts";
import { visibleData } from "../models/record/rights.ts";
import { hiddenFields } from "../models/record/task-rights.ts";
import { typeOfVersion } from "../models/record/type-of-version.ts";

const number = { type: "integer", minimum: 1, maximum: 1_000_000 } as const;

const numbers = validatedQuery<{ from: number; to: number }>({
  type: "object",
  properties: { from: number, to: number },
  required: ["from", "to"],
  additionalProperties: false,
});

async function differences(
  ctx: AppContext,
  tx: Tx,
  { latest }: LoadedRecord,
  hidden: readonly string[],
  from: number,
  to: number,
) {
  const [before, after] = [
    await revisionData(tx, latest.record_id, from),
    await revisionData(tx, latest.record_id, to),
  ];
  if (!before || !after) throw new AppError(404, "revision-not-found", "没有这个版本，请从版本列表中选择两个版本。");
  const formOf = async ({ versionId }: RevisionContent) =>
    atLevel(await typeOfVersion(ctx, versionId, latest.record_type), latest.unit_level).schema;
  return namedChanges(ctx, tx, {
    before: visibleData(before.data, hidden),
    after: visibleData(after.data, hidden),
    schema: await formOf(after),
    former: await formOf(before),
    moments: { before: before.at, after: after.at },
  });
}

/** What happened to a record: 填报记录, 上传记录, revisions, their differences, and who refers to it. */
export function register(router: ApiRouter, ctx: AppContext): void {
  const about = async (
    request: ApiContext,
    tell: (tx: Tx, record: LoadedRecord, hidden: string[]) => Promise<unknown>,
  ) => {
    const subject = requireSubject(request);
    const id = request.params.id as string;
    request.body = await readingAs(ctx, subject, id, async (tx, invited) => {
      const record = await readable(ctx, tx, subject, id, invited);
      return tell(tx, record, await hiddenFields(ctx, tx, record, subject));
    });
  };

  router.get("/records/:id/history", (request) =>
    about(request, (tx, { latest }, hidden) => historyOf(tx, latest.record_id, hidden)),
  );

  router.get("/records/:id/uploads", (request) => about(request, uploadsOf));

  router.get("/records/:id/revisions", (request) =>
    about(request, (tx, { latest }) => revisionsOf(tx, latest.record_id)),
  );

  router.get("/records/:id/diff", (request) => {
    const { from, to } = numbers(request.query);
    return about(request, (tx, record, hidden) => differences(ctx, tx, record, hidden, from, to));
  });

  router.get("/records/:id/referrers", (request) =>
    about(request, (tx, { latest }) => referrersOf(ctx, tx, requireSubject(request), latest.record_id)),
  );
}
