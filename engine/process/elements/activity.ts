import type { NodeModel } from "../model.ts";
import type { Run } from "../run.ts";
import type { Token } from "../state.ts";
import { disarm } from "../waits.ts";

/** A wait at a node is over: outputs are kept, boundary events disarmed, and the token flows on. */
export function complete(run: Run, token: Token, node: NodeModel, fired?: { id: string }): void {
  disarm(run, token, fired);
  for (const { source, target } of node.io?.outputs ?? []) run.assign({ [target]: run.evaluate(source, node) });
  passThrough(run, token, node);
}

/** A token leaves a node by its outgoing flows. */
export function passThrough(run: Run, token: Token, node: NodeModel): void {
  run.leave(token, node);
  run.takeAll(token, node, run.outgoing(node));
}

/** The values of an activity's input mappings; undefined when it declares none. */
export function inputsOf(run: Run, node: NodeModel): { inputs?: Record<string, unknown> } {
  if (!node.io || node.io.inputs.length === 0) return {};
  return {
    inputs: Object.fromEntries(node.io.inputs.map(({ source, target }) => [target, run.evaluate(source, node)])),
  };
}
