import type { State } from "../state.ts";

/**
 * Version 1 knew no event sub-processes, loops, calls or compensation. All that version 2 adds is absent where it is not
 * used, so a state of version 1 only has to be told apart.
 */
export function fromVersion1(saved: Omit<State, "version">): State {
  return { ...saved, version: 2 };
}
