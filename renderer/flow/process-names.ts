import type { ProcessView } from "../api/types.ts";

/** Node id -> who has it, of the nodes that wait for somebody. */
export function holdersOf({ openTasks = [] }: ProcessView): Record<string, string> {
  const entries = openTasks.filter(({ candidates, assignee }) => assignee ?? candidates);
  return Object.fromEntries(entries.map(({ nodeId, candidates, assignee }) => [nodeId, assignee ?? candidates ?? ""]));
}

/** Names of the nodes where a token waits. */
export function activeNames({ active, history, openTasks = [] }: ProcessView): string[] {
  return active.map((id) => {
    const known = openTasks.find((task) => task.nodeId === id)?.name;
    return known ?? history.find((event) => event.nodeId === id)?.nodeName ?? id;
  });
}
