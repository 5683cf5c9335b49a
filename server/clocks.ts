import type { AppContext } from "./context.ts";
import { sql } from "./database/transaction.ts";

/** The clocks of a context; without a moved one, what is due is decided by the database, so that a jump of one machine's clock fires nothing early. */
export function clocks(moved?: () => Date): Pick<AppContext, "now" | "movedClock" | "clock"> {
  return {
    now: moved ?? (() => new Date()),
    movedClock: () => moved?.().toISOString() ?? null,
    async clock(tx) {
      if (moved) return moved().toISOString();
      const [row] = await sql<{ at: string }>(tx, "select clock_timestamp() as at");
      return (row as { at: string }).at;
    },
  };
}
