import type { PivotCell } from "../../../engine/view/index.ts";

/** One duty as the story left it, told by what its people did and not by what the server says. */
export interface Entry {
  id: string;
  year: number;
  /** null for a task of a whole year. */
  month: number | null;
  keyWork: string;
  workContent: string;
  /** 12 digits. */
  district: string;
  /** Whether its day had passed when it was submitted, or has passed by now. */
  late: boolean;
  submitted: boolean;
  completion: string | null;
}

/** The measures of the monthly table, each counted by hand. */
const holds: Record<string, (entry: Entry) => boolean> = {
  due: () => true,
  reported: ({ submitted }) => submitted,
  onTime: ({ submitted, late }) => submitted && !late,
  overdue: ({ late }) => late,
  done: ({ submitted, completion }) => submitted && completion === "done",
};

/** Entries behind a number: for a rate those of its denominator. */
export function behind(entries: readonly Entry[], { drill, measure }: Pick<PivotCell, "drill" | "measure">): Entry[] {
  const counts = holds[measure === "rate" ? "due" : measure];
  if (!counts) throw new Error(`the story does not know the measure ${measure}`);
  const asked = Object.entries(drill) as [keyof Entry, unknown][];
  return entries.filter((entry) => asked.every(([key, value]) => entry[key] === value) && counts(entry));
}

/** What a cell has to show. */
export function expected(entries: readonly Entry[], cell: Pick<PivotCell, "drill" | "measure">): number | null {
  const count = (measure: string) => behind(entries, { drill: cell.drill, measure }).length;
  if (cell.measure !== "rate") return count(cell.measure);
  return count("due") === 0 ? null : count("done") / count("due");
}
