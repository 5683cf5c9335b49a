import { ProcessError } from "./error.ts";
import type { State } from "./state.ts";
import { fromVersion1 } from "./upgrade/v1.ts";

/** Brings a saved state of any earlier version to the current one; each change of version adds one step here. */
export function upgrade(saved: State | { version: number }): State {
  if (saved.version === 2) return saved as State;
  if (saved.version === 1) return fromVersion1(saved as unknown as State);
  throw new ProcessError("state-version", `流程状态的版本 ${saved.version} 比本系统新，请先升级系统`);
}
