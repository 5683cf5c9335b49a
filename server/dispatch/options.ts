import { periodsOfYear } from "../../engine/period/index.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import type { Tx } from "../database/transaction.ts";
import { dueDayOf, duePeriods } from "./due-periods.ts";
import { withinFiled } from "./filing-levels.ts";
import { defaultReach } from "./plan.ts";
import { loadSource, type Source, subjectsOf } from "./source.ts";
import { countUnits } from "./units.ts";

/** Units offered by name; more are chosen by level and division. */
const MOST_UNITS = 500;

/** What a dispatch may choose from. */
export interface DispatchOptions {
  source: Source;
  dueDay: number;
  periods: ReturnType<typeof duePeriods>;
  subjects: { id: string; title: string }[];
  units: { count: number; samples: { id: number; name: string }[] };
}

/** Everything a dispatch of a record may choose from. @throws AppError 403, 404 or 422. */
export async function dispatchOptions(
  ctx: AppContext,
  tx: Tx,
  subject: Subject,
  { source: id, dueDay }: { source: string; dueDay?: number },
): Promise<DispatchOptions> {
  const source = await loadSource(ctx, tx, subject, id);
  const day = dueDay ?? dueDayOf(source);
  const periods = duePeriods(periodsOfYear(source.periodKind, source.year), day);
  const form = { title: source.form.title, filedAt: source.filedAt };
  const { reach } = await withinFiled(tx, defaultReach(ctx, subject, source, {}), form);
  const units = await countUnits(tx, reach, MOST_UNITS);
  return { source, dueDay: day, periods, subjects: await subjectsOf(ctx, tx, source), units };
}
