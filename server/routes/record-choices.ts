import type { Condition } from "../../engine/definition/meta/views.gen.ts";
import { requireSubject } from "../auth/require.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, type Tx } from "../database/transaction.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { AppError } from "../http/problem.ts";
import type { ApiRouter } from "../http/state.ts";
import { validatedQuery } from "../http/validated.ts";
import { compiledOf } from "../models/record/compiled.ts";
import { hiddenFields, onlyChooses, shortList } from "../models/record/lists.ts";
import { readable } from "../models/record/read.ts";
import { rowChoices } from "../models/record/row-choices.ts";
import { type RecordStatus, statusTexts } from "../models/record/status.ts";
import { childKey } from "../presenters/record-type.ts";
import { noTargets, resolveLabels } from "../query/labels.ts";

const page = {
  limit: { type: "integer", minimum: 1, maximum: 200, default: 50 },
  offset: { type: "integer", minimum: 0, maximum: 1_000_000, default: 0 },
};

const pageOf = validatedQuery<{ limit: number; offset: number }>({ type: "object", properties: page });

interface Choice {
  recordType: string;
  q: string;
  ids?: string;
  /** Only what is in force. */
  official: boolean;
  /** Only what lies in this division. */
  within?: string;
  limit: number;
  [field: string]: unknown;
}

const choice = validatedQuery<Choice>({
  type: "object",
  properties: {
    recordType: { type: "string", maxLength: 130 },
    q: { type: "string", maxLength: 100, default: "" },
    ids: { type: "string", maxLength: 8000 },
    official: { type: "boolean", default: false },
    within: { type: "string", pattern: "^[0-9]{12}$" },
    limit: page.limit,
  },
  required: ["recordType"],
});

const rowChoice = validatedQuery<{ q: string; limit: number }>({
  type: "object",
  properties: { q: { type: "string", maxLength: 100, default: "" }, limit: page.limit },
});

/** What everybody may narrow choices by; the rest only who may read the records. */
const open = new Set(["$division", "$district", "$level", "$unit"]);

/** Conditions of the fields asked by. @throws AppError 400 for one that is unknown, hidden, or not for who only chooses. */
function narrowed(
  resolved: RegisteredRecordType,
  filters: Readonly<Record<string, unknown>>,
  { hidden, narrow }: { hidden: ReadonlySet<string>; narrow: boolean },
): Condition[] {
  return Object.entries(filters).map(([field, value]) => {
    const known = Object.hasOwn(compiledOf(resolved).fields, field) && (!narrow || open.has(field));
    if (hidden.has(field) || !known) {
      throw new AppError(400, "unknown-field", `“${resolved.title}”没有“${field}”这一项，不能按它筛选。`);
    }
    return { field, op: "eq", value };
  });
}

interface Named {
  value: unknown;
  label: string;
  unit: string;
}

/** Records of one name are told apart by the unit each belongs to. */
async function toldApart(ctx: AppContext, tx: Tx, rows: readonly Named[]) {
  const times = new Map<string, number>();
  for (const { label } of rows) times.set(label, (times.get(label) ?? 0) + 1);
  const alike = rows.filter(({ label }) => (times.get(label) ?? 0) > 1);
  const units = new Set(alike.map(({ unit }) => unit));
  const names = units.size > 0 ? (await resolveLabels(ctx, tx, { ...noTargets(), units })).units : new Map();
  return rows.map(({ value, label, unit }) => {
    const owner = (times.get(label) ?? 0) > 1 ? names.get(unit) : undefined;
    return { value, label: owner ? `${label}（${owner}）` : label };
  });
}

/** Records that fit what is asked, as choices; by their ids, whatever became of them. */
async function optionsFor(ctx: AppContext, subject: Subject, asked: Choice) {
  const { recordType, q, ids, official, within, limit, ...filters } = asked;
  const resolved = ctx.definitions.recordType(recordType);
  const hidden = await hiddenFields(ctx, resolved, subject);
  const narrow = onlyChooses(resolved, subject);
  const where = narrowed(resolved, filters, { hidden, narrow });
  if (ids !== undefined) where.push({ field: "$id", op: "in", value: ids.split(",").filter(Boolean) });
  else where.push({ field: "$status", op: "ne", value: "cancelled" });
  if (within !== undefined) where.push({ field: "$division", op: "within", value: within });
  const titleHidden = hidden.has(resolved.recordType.titleField);
  if (q !== "" && !titleHidden) where.push({ field: "$title", op: "contains", value: q });
  const list = { where, limit, toChoose: official || narrow };
  return inTransaction(ctx, subject, async (tx) => {
    const { rows } = await shortList(ctx, tx, subject, resolved, list);
    const named = rows.map(({ $id, $title, $unit }) => ({
      ...{ value: $id, unit: String($unit) },
      label: String((titleHidden ? null : $title) ?? "（未命名）"),
    }));
    return toldApart(ctx, tx, named);
  });
}

/** Records to choose from, and the records below one. */
export function register(router: ApiRouter, ctx: AppContext): void {
  router.get("/records/options", async (request) => {
    const subject = requireSubject(request);
    request.body = await optionsFor(ctx, subject, choice(request.query));
  });

  router.get("/records/:id/rows/:field", async (request) => {
    const subject = requireSubject(request);
    const { q, limit } = rowChoice(request.query);
    const { id = "", field = "" } = request.params;
    const rows = await inTransaction(ctx, subject, (tx) => rowChoices(ctx, tx, subject, { record: id, table: field }));
    request.body = rows.filter(({ label }) => label.includes(q)).slice(0, limit);
  });

  router.get("/records/:id/children/:type", async (request) => {
    const subject = requireSubject(request);
    const { limit, offset } = pageOf(request.query);
    const { id = "", type = "" } = request.params;
    request.body = await inTransaction(ctx, subject, async (tx) => {
      const parent = await readable(ctx, tx, subject, id);
      const wanted = childKey(parent.live, type);
      const child = parent.live.recordType.children?.find(
        ({ recordType }) => childKey(parent.live, recordType) === wanted,
      );
      if (!child) throw new AppError(404, "unknown-children", `“${parent.live.title}”下面没有这种记录。`);
      const resolved = ctx.definitions.recordType(wanted);
      const where: Condition[] = [
        { field: child.field, op: "eq", value: id },
        { field: "$status", op: "ne", value: "cancelled" },
      ];
      const { rows, total } = await shortList(ctx, tx, subject, resolved, { where, limit, offset });
      const targets = { ...noTargets(), units: new Set(rows.map(({ $unit }) => String($unit))) };
      const { units } = await resolveLabels(ctx, tx, targets);
      return {
        rows: rows.map(({ $id, $title, $status, $unit, $updatedAt }) => ({
          ...{ id: $id, title: $title ?? "（未命名）", status: $status, updatedAt: $updatedAt },
          statusText: statusTexts[$status as RecordStatus],
          unit: { id: $unit, name: units.get(String($unit)) ?? "" },
        })),
        total: total?.count ?? 0,
      };
    });
  });
}
