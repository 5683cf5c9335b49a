import type { ProcessView, RecordView } from "../api/types.ts";

/** Node id -> who has it, of the nodes that wait for somebody. */
export function holdersOf(openTasks: RecordView["openTasks"]): Record<string, string> {
  return Object.fromEntries(openTasks.map(({ nodeId, name, candidates }) => [nodeId, candidates || name]));
}

/** Names of the nodes where a token waits. */
export function activeNames({ active }: ProcessView, openTasks: RecordView["openTasks"]): string[] {
  return active.map((id) => openTasks.find((task) => task.nodeId === id)?.name ?? id);
}
