import {
  diffData,
  type FieldChange,
  type FormSchema,
  kindOf,
  type Naming,
  type NamingIn,
} from "../../../engine/form/index.ts";
import type { AppContext } from "../../context.ts";
import type { Tx } from "../../database/transaction.ts";
import { addRecord, noTargets, type ResolvedLabels, resolveLabels } from "../../query/labels.ts";
import type { Data } from "./check-data.ts";
import { namesThen, type ThenTarget } from "./names-then.ts";
import { type ChosenRow, rowLabelsThen } from "./row-choices.ts";

interface Wanted {
  field: FormSchema;
  value: string;
  /** The record that a row belongs to. */
  record: string | undefined;
  side: "before" | "after";
}

/** When each state was written. */
type Moments = Record<"before" | "after", string>;

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
  (nameOf: NameOf): NamingIn =>
  (scopes, side): Naming =>
  (field, value) =>
    typeof value === "string" && isCoded(field)
      ? nameOf({ field, value, side, record: beside(field["x-row"]?.of, scopes) })
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

function labelsToday(ctx: AppContext, tx: Tx, wanted: readonly Wanted[]): Promise<ResolvedLabels> {
  const targets = noTargets();
  for (const { field, value } of wanted) {
    const kind = kindOf(field);
    if (kind === "division") targets.divisions.add(value);
    else if (kind === "orgUnit") targets.units.add(value);
    else if (kind === "account") targets.accounts.add(value);
    else if (field["x-reference"]) addRecord(targets, field["x-reference"].recordType, value);
  }
  return resolveLabels(ctx, tx, targets);
}

/** What is known by the names it had: divisions and records. */
function thenTarget({ field, value, side }: Wanted, moments: Moments): ThenTarget[] {
  const recordType = field["x-reference"]?.recordType;
  if (recordType) return [{ id: value, at: moments[side], recordType }];
  return kindOf(field) === "division" ? [{ id: value, at: moments[side] }] : [];
}

function chosenRow({ field, value, record, side }: Wanted, moments: Moments): ChosenRow[] {
  const table = field["x-row"]?.table;
  return table !== undefined && record ? [{ record, table, row: value, at: moments[side] }] : [];
}

interface Asked {
  wanted: readonly Wanted[];
  now: string;
  /** None: both states are of now. */
  moments: Moments | undefined;
}

async function namesFor(ctx: AppContext, tx: Tx, { wanted, now, moments }: Asked): Promise<NameOf> {
  const at = moments ?? { before: now, after: now };
  const labels = await labelsToday(ctx, tx, wanted);
  const then =
    moments &&
    (await namesThen(
      ctx,
      tx,
      wanted.flatMap((one) => thenTarget(one, at)),
    ));
  const rowName = await rowLabelsThen(
    ctx,
    tx,
    wanted.flatMap((one) => chosenRow(one, at)),
  );
  return (one) => {
    if (one.field["x-row"]) return chosenRow(one, at).map(rowName)[0] ?? "（已失效）";
    return optionName(ctx, one) ?? (then && thenTarget(one, at).map(then)[0]) ?? labelIn(labels, one);
  };
}

/** Two states of a record, and the forms they were filled with. */
export interface States {
  before: Data;
  after: Data;
  schema: FormSchema;
  /** The form of the earlier state, where it is another. */
  former?: FormSchema;
  /** When each was written, to name things as they were called then. Without it both are named as of now. */
  moments?: Moments;
}

/** What changed between two states of a record, with names for codes and ids: a history keeps them as they are said now. */
export async function namedChanges(
  ctx: AppContext,
  tx: Tx,
  { before, after, schema, former = schema, moments }: States,
): Promise<FieldChange[]> {
  const wanted: Wanted[] = [];
  const remember = naming((one) => {
    wanted.push(one);
    return undefined;
  });
  const changes = diffData(schema, before, after, { naming: remember, former });
  if (wanted.length === 0) return changes;
  const nameOf = await namesFor(ctx, tx, { wanted, now: ctx.now().toISOString(), moments });
  return diffData(schema, before, after, { naming: naming(nameOf), former });
}
