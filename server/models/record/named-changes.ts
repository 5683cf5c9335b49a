import { diffData, type FieldChange, type FormSchema, kindOf, type Naming } from "../../../engine/form/index.ts";
import type { AppContext } from "../../context.ts";
import type { Tx } from "../../database/transaction.ts";
import { addRecord, noTargets, type ResolvedLabels, resolveLabels } from "../../query/labels.ts";
import type { Data } from "./check-data.ts";
import { officialRows } from "./row-choices.ts";

interface Wanted {
  field: FormSchema;
  value: string;
  /** The record that a row belongs to. */
  record: string | undefined;
}

type NameOf = (wanted: Wanted) => string | undefined;

const beside = (of: string | undefined, scopes: readonly Data[]): string | undefined => {
  const found = of && scopes.map((scope) => scope[of]).find((one) => typeof one === "string" && one !== "");
  return typeof found === "string" ? found : undefined;
};

/** Whether what stands in the data is not what people read. */
function isCoded(field: FormSchema): boolean {
  const kind = kindOf(field);
  if (field["x-options"] ?? field.items?.["x-options"]) return true;
  return kind === "division" || kind === "orgUnit" || kind === "account" || kind === "reference";
}

const naming =
  (nameOf: NameOf) =>
  (scopes: readonly Data[]): Naming =>
  (field, value) =>
    typeof value === "string" && isCoded(field)
      ? nameOf({ field, value, record: beside(field["x-row"]?.of, scopes) })
      : undefined;

function optionName({ definitions }: Pick<AppContext, "definitions">, { field, value }: Wanted): string | undefined {
  const list = (field["x-options"] ?? field.items?.["x-options"])?.list;
  if (list === undefined) return undefined;
  return definitions.codeList(list).items.find(({ code }) => code === value)?.title;
}

function labelIn(labels: ResolvedLabels, { field, value }: Wanted): string | undefined {
  const kind = kindOf(field);
  if (kind === "division") return labels.divisions.get(value);
  if (kind === "orgUnit") return labels.units.get(value);
  return kind === "account" ? labels.accounts.get(value) : labels.records.get(value);
}

async function namesFor(ctx: AppContext, tx: Tx, wanted: readonly Wanted[]): Promise<NameOf> {
  const targets = noTargets();
  for (const { field, value } of wanted) {
    const kind = kindOf(field);
    if (kind === "division") targets.divisions.add(value);
    else if (kind === "orgUnit") targets.units.add(value);
    else if (kind === "account") targets.accounts.add(value);
    else if (field["x-reference"]) addRecord(targets, field["x-reference"].recordType, value);
  }
  const labels = await resolveLabels(ctx, tx, targets);
  const rows = wanted.flatMap(({ field, record }) =>
    field["x-row"] && record ? [{ record, table: field["x-row"].table }] : [],
  );
  const offered = await officialRows(ctx, tx, rows, { evenCancelled: true });
  return (one) => {
    const table = one.field["x-row"]?.table;
    if (table === undefined) return optionName(ctx, one) ?? labelIn(labels, one);
    const choices = one.record ? offered({ record: one.record, table }) : [];
    return choices.find(({ value }) => value === one.value)?.label ?? "（已失效）";
  };
}

/**
 * What changed between two states of a record, with the names that codes and ids have today: a history keeps them as
 * they were called then.
 */
export async function namedChanges(
  ctx: AppContext,
  tx: Tx,
  schema: FormSchema,
  { before, after }: { before: Data; after: Data },
): Promise<FieldChange[]> {
  const wanted: Wanted[] = [];
  const changes = diffData(
    schema,
    before,
    after,
    naming((one) => {
      wanted.push(one);
      return undefined;
    }),
  );
  if (wanted.length === 0) return changes;
  return diffData(schema, before, after, naming(await namesFor(ctx, tx, wanted)));
}
