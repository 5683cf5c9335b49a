import { evaluateFeel } from "../../engine/expression/index.ts";
import type { PeriodKind } from "../../engine/period/index.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import type { LiveDefinition, RegisteredRecordType } from "../definitions/registry.ts";
import { AppError } from "../http/problem.ts";
import { type LoadedRecord, loadRecord } from "../models/record/loaded-record.ts";
import { requireRight } from "../models/record/rights.ts";
import { titleOf } from "../models/record/title.ts";
import { filingLevels } from "./filing-levels.ts";

/** How records of a type are dispatched, as its manifest says. */
export type DispatchSettings = NonNullable<RegisteredRecordType["recordType"]["dispatch"]>;

/** What one obligation is about, besides unit and period. */
export interface CampaignSubject {
  id: string;
  title: string;
}

/** A record that may be dispatched, with everything its manifest says about it. */
export interface Source {
  record: LoadedRecord;
  title: string;
  data: Record<string, unknown>;
  settings: DispatchSettings;
  /** Key the filled records are stored under. */
  recordType: string;
  /** The record's own form where it has one, else the package of the record type. */
  form: LiveDefinition;
  /** Levels whose units file that form, 1 city to 4 village; undefined where all do. */
  filedAt: number[] | undefined;
  periodKind: PeriodKind;
  year: number;
}

/** The global key of a record type that a package names by its short key. */
export function globalKey(ownKey: string, name: string): string {
  return name.includes("/") ? name : `${ownKey.slice(0, ownKey.indexOf("/"))}/${name}`;
}

const kinds = new Set(["month", "quarter", "year", "once"]);

function declared(source: string, data: Record<string, unknown>, what: string, at: string): unknown {
  const answer = evaluateFeel(source, { record: data }, at);
  if (answer.ok) return answer.value;
  throw new AppError(422, "dispatch-undecided", `无法确定下发的${what}：${answer.message}。请检查该记录是否填写完整。`);
}

function periodKindOf(settings: DispatchSettings, data: Record<string, unknown>, at: string): PeriodKind {
  const kind = declared(settings.period, data, "周期", at);
  if (typeof kind === "string" && kinds.has(kind)) return kind as PeriodKind;
  throw new AppError(422, "dispatch-undecided", "无法确定下发的周期（月、季、年或一次），请检查该记录是否填写完整。");
}

function yearOf(settings: DispatchSettings, data: Record<string, unknown>, at: string): number {
  const year = Number(declared(settings.year, data, "年度", at));
  if (Number.isInteger(year) && year >= 1993 && year <= 2199) return year;
  throw new AppError(422, "dispatch-undecided", "无法确定下发的年度，请检查该记录的年度是否填写正确。");
}

/** The form units will fill: the record's own where an officer designed one, else that of the record type. */
function formOf(ctx: AppContext, recordId: string, recordType: string): LiveDefinition {
  const own = ctx.definitions.all().find((each) => each.ownerRecordId === recordId);
  return own ?? ctx.definitions.live(recordType.slice(0, recordType.indexOf("/")));
}

/**
 * Loads a record for dispatch by the subject.
 * @throws AppError 404 out of scope, 403 without the right, 422 when its type is not dispatched or it is not official.
 */
export async function loadSource(ctx: AppContext, tx: Tx, subject: Subject, id: string): Promise<Source> {
  const record = await loadRecord(ctx, tx, id);
  requireRight(record, subject, "dispatch");
  const settings = record.live.recordType.dispatch;
  if (!settings) throw new AppError(422, "not-dispatched", `“${record.live.title}”不需要下发填报。`);
  if (!record.inForce) throw new AppError(422, "source-not-in-force", "这条记录尚未提交生效，请先提交再下发。");
  const { data } = record.inForce;
  const at = ctx.now().toISOString();
  const recordType = globalKey(record.live.storedKey, settings.recordType);
  const form = formOf(ctx, id, recordType);
  const filed = ctx.definitions.recordType(form.ownerRecordId === null ? recordType : { definitionKey: form.key });
  return {
    record,
    title: titleOf(record.resolved, data) ?? record.live.title,
    data,
    settings,
    recordType,
    form,
    filedAt: filingLevels(filed),
    periodKind: periodKindOf(settings, data, at),
    year: yearOf(settings, data, at),
  };
}

const CHILDREN = `
  select r.id, rev.data, rev.definition_version_id as "versionId"
  from record_reference ref join record r on r.id = ref.from_record_id
  join record_revision rev on rev.id = r.in_force_revision_id
  where ref.to_record_id = $1 and ref.field = $2 and r.record_type = $3 and r.cancelled_at is null
  order by r.created_at, r.id limit 1000`;

/** Official records of a type that refer to a record by a field, oldest first. */
export function childRecords(
  tx: Tx,
  parentId: string,
  field: string,
  recordType: string,
): Promise<{ id: string; data: Record<string, unknown>; versionId: number }[]> {
  return sql(tx, CHILDREN, [parentId, field, recordType]);
}

/** What a dispatched record's obligations are about: its subject records, or the record itself. */
export async function subjectsOf(ctx: AppContext, tx: Tx, source: Source): Promise<CampaignSubject[]> {
  const { settings, record, title } = source;
  const recordId = record.latest.record_id;
  if (!settings.subjects) return [{ id: recordId, title }];
  const key = globalKey(record.live.storedKey, settings.subjects.recordType);
  const type = ctx.definitions.recordType(key);
  const rows = await childRecords(tx, recordId, settings.subjects.field, key);
  if (rows.length === 0) {
    throw new AppError(422, "no-subjects", `“${title}”还没有已提交的“${type.title}”，请先添加再下发。`);
  }
  return rows.map(({ id, data }) => ({ id, title: titleOf(type, data) ?? type.title }));
}
