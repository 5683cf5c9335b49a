import type { NodeModel } from "../model.ts";
import type { Run } from "../run.ts";
import type { Subscription, Timer, Token } from "../state.ts";
import { disarm } from "../waits.ts";
import { complete } from "./activity.ts";

/** What a token waits for has come, at the event itself or at the event-based gateway before it. */
export function catchEvent(run: Run, token: Token, node: NodeModel, armed: Timer | Subscription): void {
  if (token.at !== node.id) {
    const gateway = run.node(token.at);
    const flow = gateway.outgoing.find((id) => run.flow(id).to === node.id) as string;
    disarm(run, token, armed);
    run.leave(token, gateway);
    run.effects.push({ type: "take", nodeId: gateway.id, tokenId: token.id, flowId: flow });
    run.effects.push({ type: "enter", nodeId: node.id, tokenId: token.id, flowId: flow });
    run.tellRecord(node);
    token.at = node.id;
    token.via = flow;
  }
  complete(run, token, node, armed);
}
