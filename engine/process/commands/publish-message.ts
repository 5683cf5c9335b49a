import type { Command } from "../command.ts";
import { behaviourOf } from "../elements/index.ts";
import { ProcessError } from "../error.ts";
import type { Run } from "../run.ts";
import type { Token } from "../state.ts";

/** A message has come: the first subscription to its name, with an equal key where it has one, takes it. */
export function publishMessage(run: Run, command: Extract<Command, { type: "publishMessage" }>): void {
  const subscription = run.subscriptions.find(
    (candidate) =>
      candidate.message === command.name && (candidate.key === undefined || candidate.key === command.correlationKey),
  );
  if (!subscription) {
    throw new ProcessError("message-not-expected", `流程现在没有在等待消息“${command.name}”，请核对消息名称和关联值`);
  }
  run.assign(command.variables);
  const node = run.node(subscription.node);
  const token = run.tokens.find((candidate) => candidate.id === subscription.token);
  behaviourOf(node).trigger?.(run, token as Token, node, subscription);
}
