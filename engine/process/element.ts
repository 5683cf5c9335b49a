import type { Moddle } from "./moddle.ts";
import type { NodeKind, NodeModel } from "./model.ts";
import type { Run } from "./run.ts";
import type { Subscription, Timer, Token } from "./state.ts";

/** One BPMN element: how it is recognised, what is read from it, and what a token does there. */
export type Element = {
  kind: NodeKind;
  /** BPMN's word, with the event definition's after a slash: `BoundaryEvent/Timer`. */
  matches: string;
  /** Whether a token can rest here; a loop without such a node would never end. */
  waits: boolean;
  /** Extension elements of `zeebe:` and `tianbao:` understood here. */
  extensions?: readonly string[];
  read?(source: Moddle, node: NodeModel): void;
  /** A token arrives. */
  enter(run: Run, token: Token, node: NodeModel): void;
  /** A timer or message armed for this event comes; the token rests at the event's host, gateway or itself. */
  trigger?(run: Run, token: Token, node: NodeModel, armed: Timer | Subscription): void;
};
