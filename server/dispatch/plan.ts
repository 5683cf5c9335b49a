import { dueAt, parsePeriod } from "../../engine/period/index.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import type { Tx } from "../database/transaction.ts";
import { AppError } from "../http/problem.ts";
import { type DuePeriod, dueDayOf } from "./due-periods.ts";
import { type LeftOut, refuseUnfiled, withinFiled } from "./filing-levels.ts";
import { type Addressees, type CampaignRequest, levelNumber } from "./request.ts";
import { type CampaignSubject, loadSource, type Source, subjectsOf } from "./source.ts";
import { countUnits, type Reach, reachOf } from "./units.ts";

/** Everything a campaign is going to do, before it does it. */
export interface CampaignPlan {
  source: Source;
  title: string;
  periods: DuePeriod[];
  subjects: CampaignSubject[];
  reach: Reach;
  units: { count: number; samples: { id: number; name: string }[] };
  /** Units that were asked for by division or kind only and whose level files no such form. */
  leftOut: LeftOut | null;
  /** Obligations: units × periods × subjects. */
  count: number;
}

/** More would be a mistake rather than a task. */
const MOST_OBLIGATIONS = 500_000;

const kindNames = { month: "月", quarter: "季度", year: "年度", once: "一次性" };

function wrong(pointer: string, message: string): AppError {
  return new AppError(422, "invalid-campaign", `${message}。`, { errors: [{ pointer, message }] });
}

function periodsOf(request: CampaignRequest, source: Source): DuePeriod[] {
  const day = request.dueDay ?? dueDayOf(source);
  return [...new Set(request.periods)].sort().map((key, index) => {
    const period = parsePeriod(key);
    const pointer = `/periods/${index}`;
    if (!period) throw wrong(pointer, `“${key}”不是填报周期，请写成 2026-03、2026-Q1、2026 或 2026-once`);
    if (period.kind !== source.periodKind) {
      throw wrong(pointer, `“${source.title}”按${kindNames[source.periodKind]}填报，不能下发${period.title}`);
    }
    if (period.year !== source.year) {
      throw wrong(pointer, `“${source.title}”是${source.year}年的任务，不能下发${period.title}`);
    }
    return { ...period, dueAt: request.dueAt ?? dueAt(period, day) };
  });
}

function chosenSubjects(all: CampaignSubject[], ids: string[] | undefined): CampaignSubject[] {
  if (ids === undefined) return all;
  const known = new Map(all.map((subject) => [subject.id, subject]));
  return [...new Set(ids)].map((id, index) => {
    const subject = known.get(id);
    if (!subject) throw wrong(`/subjects/${index}`, "所选内容已不存在，或不属于这项工作，请重新选择");
    return subject;
  });
}

/** Few periods are listed, more are named by the first and the last. */
function periodsTitle(periods: readonly DuePeriod[]): string {
  const titles = periods.map((each) => each.title);
  return titles.length > 3 ? `${titles[0]}至${titles.at(-1)}，共 ${titles.length} 期` : titles.join("、");
}

/** Today in Beijing. */
function today(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** Whom a request reaches within what the manifest allows; without a wish, every unit the manifest names. */
export function defaultReach(ctx: AppContext, subject: Subject, source: Source, asked: Addressees): Reach {
  const { unitKinds, levels } = source.settings;
  if (Object.keys(asked).length === 0 && !levels && !unitKinds) throw wrong("/unitIds", "请选择下发到哪些单位");
  const numbers = levels?.flatMap((level) => levelNumber(level) ?? []);
  const reach = reachOf(subject, asked, today(ctx.now()));
  return { ...reach, ...(unitKinds && { kinds: unitKinds }), ...(numbers && { levels: numbers }) };
}

/** Works out a campaign and refuses what cannot be meant. @throws AppError 403, 404 or 422. */
export async function planCampaign(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  request: CampaignRequest,
): Promise<CampaignPlan> {
  const source = await loadSource(ctx, tx, subject, request.sourceRecordId);
  const periods = periodsOf(request, source);
  const subjects = chosenSubjects(await subjectsOf(ctx, tx, source), request.subjects);
  const { unitIds, level, unitKind, divisions } = request;
  const asked = {
    ...(unitIds && { unitIds }),
    ...(level !== undefined && { level }),
    ...(unitKind !== undefined && { unitKind }),
    ...(divisions && { divisions }),
  };
  const form = { title: source.form.title, filedAt: source.filedAt };
  await refuseUnfiled(tx, form, asked);
  const { reach, leftOut } = await withinFiled(tx, defaultReach(ctx, subject, source, asked), form);
  const units = await countUnits(tx, reach);
  if (units.count === 0)
    throw wrong(
      "/unitIds",
      leftOut?.text ?? "没有符合条件的单位：可能不在您的辖区内，或这类单位不需要填报，请重新选择",
    );
  const count = units.count * periods.length * subjects.length;
  if (count > MOST_OBLIGATIONS) {
    throw wrong("/periods", `一次最多下发 ${MOST_OBLIGATIONS} 项任务，现为 ${count} 项，请减少周期或单位后分批下发`);
  }
  const title = request.title?.trim() || `${source.title}（${periodsTitle(periods)}）`.slice(0, 200);
  return { source, title, periods, subjects, reach, units, leftOut, count };
}
