import { noteCompleted } from "../compensation.ts";
import { completeInstance, isInstance } from "../loop.ts";
import type { NodeModel } from "../model.ts";
import type { Run } from "../run.ts";
import type { Armed, Token, Variables } from "../state.ts";
import { assignLocal } from "../variables.ts";
import { disarm } from "../waits.ts";

/** An activity is over: outputs are kept, boundary events disarmed, and the token flows on or ends its instance. */
export function complete(run: Run, token: Token, node: NodeModel, fired?: Armed): void {
  disarm(run, token, fired);
  giveOutputs(run, token, node);
  if (isInstance(run, token)) {
    completeInstance(run, token, node);
    return;
  }
  noteCompleted(run, token, node);
  delete token.local;
  passThrough(run, token, node);
}

/** Output mappings give variables to what is outside; a called process gives all of its own where it may. */
function giveOutputs(run: Run, token: Token, node: NodeModel): void {
  const outputs = node.io?.outputs ?? [];
  const host = run.token(token.scope);
  const outside = host && isInstance(run, token) ? token : host;
  for (const { source, target } of outputs) {
    const value = run.evaluate(source, node, token);
    // Inside a multi-instance activity a variable of the instance is its own, whatever else has that name.
    if (outside === token && Object.hasOwn(token.local ?? {}, target)) assignLocal(run, token, { [target]: value });
    else run.assign({ [target]: value }, host);
  }
  if (outputs.length > 0 || !node.call?.givesBack || !token.local) return;
  const given = { ...token.local };
  if (node.loop) for (const own of ["loopCounter", node.loop.item ?? ""]) delete given[own];
  run.assign(given, host);
}

/** What a worker, message or called decision gives: kept to the activity where output mappings choose from it. */
export function receive(run: Run, token: Token, node: NodeModel, variables: Variables | undefined): void {
  if (!variables) return;
  if ((node.io?.outputs.length ?? 0) > 0) assignLocal(run, token, variables);
  else run.assign(variables, token);
}

/** A token leaves a node by its outgoing flows. */
export function passThrough(run: Run, token: Token, node: NodeModel): void {
  run.leave(token, node);
  run.takeAll(token, node, run.outgoing(node, token));
}

/** The input mappings as they were worked out when the activity began. */
export function inputsOf(token: Token, node: NodeModel): { inputs?: Variables } {
  const names = (node.io?.inputs ?? []).map(({ target }) => target);
  if (names.length === 0) return {};
  return { inputs: Object.fromEntries(names.map((name) => [name, token.local?.[name] ?? null])) };
}

/** Works out the input mappings of an activity, which become variables of its own; each sees those before it. */
export function takeInputs(run: Run, token: Token, node: NodeModel): void {
  for (const { source, target } of node.io?.inputs ?? []) {
    assignLocal(run, token, { [target]: run.evaluate(source, node, token) });
  }
}
