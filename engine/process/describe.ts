import type { ProcessModel } from "./model.ts";
import type { State } from "./state.ts";

/** What an instance waits for, for lists and for the picture with its tokens. */
export type Pending = {
  ended: boolean;
  tasks: { taskId: string; tokenId: string; nodeId: string; name: string }[];
  jobs: { jobId: string; tokenId: string; nodeId: string; name: string }[];
  timers: { timerId: string; nodeId: string; name: string; dueAt: string }[];
  messages: { subscriptionId: string; nodeId: string; name: string; message: string; correlationKey?: string }[];
  signals: { subscriptionId: string; nodeId: string; name: string; signal: string }[];
  conditions: { subscriptionId: string; nodeId: string; name: string; condition: string }[];
  /** Nodes where tokens rest, with how many. */
  active: { nodeId: string; tokens: number }[];
};

/** Describes an instance at rest. */
export function describe(model: ProcessModel, state: State): Pending {
  const name = (id: string) => model.nodes[id]?.name ?? "";
  const counts = new Map<string, number>();
  for (const token of state.tokens) counts.set(token.at, (counts.get(token.at) ?? 0) + 1);
  return {
    ended: state.status === "ended",
    tasks: state.tokens.flatMap(({ id, at, task }) =>
      task === undefined ? [] : [{ taskId: task, tokenId: id, nodeId: at, name: name(at) }],
    ),
    jobs: state.tokens.flatMap(({ id, at, job }) =>
      job === undefined ? [] : [{ jobId: job, tokenId: id, nodeId: at, name: name(at) }],
    ),
    timers: state.timers.map(({ id, node, due }) => ({ timerId: id, nodeId: node, name: name(node), dueAt: due })),
    messages: state.subscriptions.flatMap(({ id, node, message, key }) => {
      if (message === undefined) return [];
      const more = key === undefined ? {} : { correlationKey: key };
      return [{ subscriptionId: id, nodeId: node, name: name(node), message, ...more }];
    }),
    signals: state.subscriptions.flatMap(({ id, node, signal }) =>
      signal === undefined ? [] : [{ subscriptionId: id, nodeId: node, name: name(node), signal }],
    ),
    conditions: state.subscriptions.flatMap(({ id, node, condition }) =>
      condition === undefined ? [] : [{ subscriptionId: id, nodeId: node, name: name(node), condition }],
    ),
    active: [...counts].map(([nodeId, tokens]) => ({ nodeId, tokens })),
  };
}
