import type { PublishMessage } from "../command.ts";
import { ProcessError } from "../error.ts";
import { occur } from "../occur.ts";
import type { Run } from "../run.ts";

/** A message has come: the first subscription to its name, with an equal key where it has one, takes it. */
export function publishMessage(run: Run, command: PublishMessage): void {
  const subscription = run.subscriptions.find(
    (candidate) =>
      candidate.message === command.name &&
      (candidate.key === undefined || candidate.key === command.correlationKey) &&
      (command.subscriptionId === undefined || candidate.id === command.subscriptionId),
  );
  if (!subscription) {
    throw new ProcessError("message-not-expected", `流程现在没有在等待消息“${command.name}”，请核对消息名称和关联值`);
  }
  occur(run, subscription, command.variables);
}
