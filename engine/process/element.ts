import type { Moddle } from "./moddle.ts";
import type { NodeKind, NodeModel } from "./model.ts";
import type { Run } from "./run.ts";
import type { Armed, Token } from "./state.ts";

/** One BPMN element: how it is recognised, what is read from it, and what a token does there. */
export type Element = {
  kind: NodeKind;
  /** BPMN's word, with the event definition's after a slash: `BoundaryEvent/Timer`. */
  matches: string;
  /** Whether a token can rest here; a loop without such a node would never end. */
  waits: boolean;
  /** Whether it holds flow nodes of its own. */
  holds?: boolean;
  /** Whether other tokens that are under way go first, as what it throws should find them waiting. */
  late?: boolean;
  /** Extension elements of `zeebe:` and `tianbao:` understood here. */
  extensions?: readonly string[];
  read?(source: Moddle, node: NodeModel): void;
  /** A token arrives. */
  enter(run: Run, token: Token, node: NodeModel): void;
  /**
   * What was armed for this event comes. The token rests at the event's host, gateway or itself; none where the process
   * itself waits, for an event sub-process.
   */
  trigger?(run: Run, token: Token | undefined, node: NodeModel, armed: Armed): void;
  /** The compensation that a token waited for here is done. */
  resume?(run: Run, token: Token, node: NodeModel): void;
};
