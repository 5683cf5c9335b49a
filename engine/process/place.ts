import { takeInputs } from "./elements/activity.ts";
import { ProcessError } from "./error.ts";
import { isInstance, makeInstance } from "./loop.ts";
import { type NodeModel, titleOf } from "./model.ts";
import type { Run } from "./run.ts";
import { armScope, innerScope } from "./scope.ts";
import type { Token } from "./state.ts";
import { armBoundary, armEvent } from "./waits.ts";

/** A token with the tokens it runs in, outermost first. */
export function chainOf(run: Run, token: Token): Token[] {
  const chain = [token];
  for (let host = run.token(token.scope); host; host = run.token(host.scope)) chain.unshift(host);
  return chain;
}

/**
 * The activities whose scopes hold a node, outermost first. A called process does not say who calls it: that is taken
 * from the tokens given, or else must be the only caller there is.
 */
export function hostPath(run: Run, node: NodeModel, near: readonly Token[]): string[] {
  const path: string[] = [];
  for (let scope = node.scope; scope !== run.model.id; ) {
    const host = run.model.nodes[scope] ?? callerOf(run, scope, near);
    if (!host) {
      const message = `不能确定${titleOf(node)}由哪个调用活动运行，请指明`;
      throw new ProcessError("move-target", message, node.id);
    }
    path.unshift(host.id);
    scope = host.scope;
  }
  return path;
}

function callerOf(run: Run, scope: string, near: readonly Token[]): NodeModel | undefined {
  const calls = (node: NodeModel) => node.call?.scope === scope;
  const running = near.map((token) => run.node(token.at)).find(calls);
  if (running) return running;
  const callers = Object.values(run.model.nodes).filter(calls);
  return callers.length === 1 ? callers[0] : undefined;
}

/** Whether a token stands for the running scope of an activity: not for a whole loop, nor for a compensation. */
export function hostsScope(run: Run, token: Token, nodeId: string): boolean {
  return token.at === nodeId && !token.loop && token.undoes === undefined && !run.isUnderWay(token);
}

/** The scope's own host, past the token of a loop: the one that its siblings run in. */
export function outerHost(run: Run, token: Token): string | undefined {
  return isInstance(run, token) ? run.token(token.scope)?.scope : token.scope;
}

/** Opens the scope of an activity without letting tokens begin in it; one that is done several times gets one instance. */
export function openHost(run: Run, nodeId: string, from: Pick<Token, "scope" | "forks">): Token {
  const node = run.node(nodeId);
  const host = run.spawn(nodeId, from);
  run.effects.push({ type: "move", nodeId, tokenId: host.id });
  run.effects.push({ type: "enter", nodeId, tokenId: host.id });
  if (node.loop) host.loop = node.loop.kind === "standard" ? { begun: 0, done: 0 } : { total: 1, begun: 0, done: 0 };
  if (host.loop?.total !== undefined && node.loop?.outputCollection !== undefined) host.loop.out = [null];
  armBoundary(run, host, node);
  return node.loop ? openInstance(run, host, node) : open(run, host, node);
}

/** Opens one more instance inside the token of a loop, without letting tokens begin in it. */
export function openInstance(run: Run, body: Token, node: NodeModel): Token {
  const instance = makeInstance(run, body, node);
  run.effects.push({ type: "enter", nodeId: node.id, tokenId: instance.id });
  return open(run, instance, node);
}

function open(run: Run, host: Token, node: NodeModel): Token {
  takeInputs(run, host, node);
  armScope(run, host, innerScope(node));
  return host;
}

/** Arms the interrupting event sub-processes of a scope again, whose own work has been taken up once more. */
export function rearmScope(run: Run, host: Token | undefined, scope: string): void {
  for (const id of run.model.scopes[scope]?.events ?? []) {
    for (const start of run.model.scopes[id]?.starts ?? []) {
      const node = run.node(start);
      const owner = host?.id ?? "";
      const armed = [...run.timers, ...run.subscriptions].some(
        (other) => other.node === start && other.token === owner,
      );
      if (!armed && node.interrupting !== false) armEvent(run, host, node);
    }
  }
}
