import {
  apply,
  type Command,
  type Effect,
  type ProcessModel,
  type State,
  start,
} from "../../../engine/process/index.ts";

/** What came of one call, as recorded: its effects and where tokens rest after it, each in a line of plain words. */
type Came = { effects: string; rests: string };

/** One command as it was given, when, and what came of it. */
type RecordedStep = { at: string; command: Command; came: Came };

/** An instance from its start on; `saved` is its state as an engine of that time kept it, after so many steps. */
export type RecordedHistory = {
  model: number;
  at: string;
  variables: Record<string, unknown>;
  came: Came;
  steps: RecordedStep[];
  saved: { after: number; state: State };
};

/** Everything that was recorded at one time: the models as text, and what instances of them went through. */
export type Recording = { models: string[]; histories: RecordedHistory[] };

/** Where the recordings are kept, gzipped JSON; a later one is added beside it, none is ever made anew. */
export const RECORDINGS = new URL("./fixtures/histories/", import.meta.url);

/** What came of a call, told from what the caller gets. */
export function tell({ state, effects }: { state: State; effects: readonly Effect[] }): Came {
  const rests = state.tokens.map(({ id, at }) => `${id}@${at}`).join(" ");
  return {
    effects: effects.map(brief).join(" "),
    rests: `${state.status} ${rests} ${JSON.stringify(state.variables)}`,
  };
}

function brief(effect: Effect): string {
  return Object.values(effect)
    .filter((value) => value === null || typeof value !== "object")
    .join(",");
}

/** The first step in which an engine of today does something else than was recorded; null when there is none. */
export function differenceIn(model: ProcessModel, history: RecordedHistory): string | null {
  const { at, variables, steps, saved } = history;
  const begun = start(model, variables, at);
  return (
    compare("start", tell(begun), history.came) ??
    replay(model, begun.state, steps) ??
    replay(model, saved.state, steps.slice(saved.after))
  );
}

function replay(model: ProcessModel, from: State, steps: readonly RecordedStep[]): string | null {
  let state = from;
  for (const { at, command, came } of steps) {
    const step = apply(model, state, command, at);
    const difference = compare(JSON.stringify(command), tell(step), came);
    if (difference !== null) return difference;
    state = JSON.parse(JSON.stringify(step.state)) as State;
  }
  return null;
}

function compare(what: string, now: Came, then: Came): string | null {
  if (now.effects === then.effects && now.rests === then.rests) return null;
  return `${what}\nrecorded ${then.effects} | ${then.rests}\nnow      ${now.effects} | ${now.rests}`;
}
