import type { Element } from "../element.ts";
import type { NodeKind, NodeModel } from "../model.ts";
import type { Run } from "../run.ts";
import type { Armed, Token } from "../state.ts";
import { armEvent, disarm } from "../waits.ts";
import { complete, passThrough } from "./activity.ts";

/** An intermediate catch event of one kind: a token waits at it. */
export function intermediateCatchEvent(kind: NodeKind, definition: string): Element {
  return {
    kind,
    matches: `IntermediateCatchEvent/${definition}`,
    waits: true,
    enter: armEvent,
    trigger: catchEvent,
  };
}

/** What a token waits for has come, at the event itself or at the event-based gateway before it. */
export function catchEvent(run: Run, token: Token | undefined, node: NodeModel, armed: Armed): void {
  if (!token) return;
  if (token.at !== node.id && run.token(token.id)) {
    const gateway = run.node(token.at);
    const flow = gateway.outgoing.find((id) => run.flow(id).to === node.id) as string;
    disarm(run, token, armed);
    run.leave(token, gateway);
    run.effects.push({ type: "take", nodeId: gateway.id, tokenId: token.id, flowId: flow });
    run.effects.push({ type: "enter", nodeId: node.id, tokenId: token.id, flowId: flow });
    run.tellRecord(node, token);
    token.at = node.id;
    token.via = flow;
  }
  complete(run, token, node, armed);
}

/** A token goes on from an event that has come, with the variables its output mappings choose. */
export function leaveEvent(run: Run, token: Token, node: NodeModel): void {
  for (const { source, target } of node.io?.outputs ?? []) {
    run.assign({ [target]: run.evaluate(source, node, token) }, run.token(token.scope));
  }
  delete token.local;
  passThrough(run, token, node);
}
