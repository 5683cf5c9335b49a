import type { Filing } from "../../../engine/definition/index.ts";
import type { Subject } from "../../auth/subject.ts";
import type { AppContext } from "../../context.ts";

/** For whom and when a record is made now. */
export function filingOf(ctx: Pick<AppContext, "now">, subject: Subject): Filing {
  const { orgUnitId: id, level, unitKind: kind, divisionCode } = subject;
  return { unit: { id, level, kind, divisionCode }, at: ctx.now().toISOString() };
}
