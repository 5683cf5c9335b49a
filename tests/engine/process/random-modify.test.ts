import test from "ava";
import fc from "fast-check";
import {
  apply,
  type Command,
  compile,
  describe,
  ProcessError,
  type State,
  start,
} from "../../../engine/process/index.ts";
import { RICH } from "./rich-model.ts";
import { BEGIN } from "./scenario.ts";

/** What no command may leave behind: a token or a wait without what it belongs to, or a scope that nothing runs in. */
function faultsOf(state: State, holds: (nodeId: string) => boolean): string[] {
  const ids = new Set(state.tokens.map(({ id }) => id));
  const isLost = (id: string | undefined) => id !== undefined && id !== "" && !ids.has(id);
  const faults = state.tokens.flatMap((token) => {
    const isEmpty = !state.tokens.some(({ scope }) => scope === token.id);
    if (isLost(token.scope) || isLost(token.undoes)) return [`${token.id} at ${token.at} has lost what it is in`];
    if (isEmpty && (token.loop || (holds(token.at) && !token.undo))) return [`nothing runs in ${token.at}`];
    return [];
  });
  for (const { id, token } of [...state.timers, ...state.subscriptions]) {
    if (isLost(token)) faults.push(`nobody waits for ${id}`);
  }
  for (const { node, scope } of state.done ?? []) if (isLost(scope)) faults.push(`${node} has lost its scope`);
  const left = state.tokens.length + state.timers.length + state.subscriptions.length;
  if (state.status === "ended" && left > 0) faults.push("something is left after the end");
  if (state.status === "active" && state.tokens.length === 0) faults.push("active with no token");
  return faults;
}

test("random commands, moves and modifications leave no token, wait or scope behind, however they are mixed", async (t) => {
  const model = await compile(RICH);
  const nodes = Object.keys(model.nodes);
  const flows = Object.keys(model.flows);
  const holds = (id: string) => model.nodes[id]?.kind === "eventSubProcess" || model.scopes[id] !== undefined;
  let modified = 0;
  const commandOf = (state: State, [kind, first, second, third]: readonly number[]): Command => {
    const pick = <T>(list: readonly T[], at: number | undefined): T => list[(at ?? 0) % list.length] as T;
    const token = pick(state.tokens, first).id;
    if (kind === 0) return { type: "move", from: [token], to: pick(nodes, second) };
    if (kind === 1) return { type: "modify", instructions: [{ before: pick(nodes, first) }, { cancel: token }] };
    if (kind === 2) {
      const instructions = [{ cancel: token }, { after: pick(nodes, second) }, { flow: pick(flows, third) }];
      return { type: "modify", instructions };
    }
    const { tasks, timers, messages, signals } = describe(model, state);
    return pick<Command>(
      [
        ...tasks.map(({ taskId }): Command => ({ type: "completeTask", taskId, variables: { vote: first } })),
        ...timers.map(({ timerId }): Command => ({ type: "fireTimer", timerId })),
        ...messages.map(({ message }): Command => ({ type: "publishMessage", name: message })),
        ...signals.map(({ signal }): Command => ({ type: "broadcastSignal", signal })),
        { type: "evaluateConditions", variables: { ready: (second ?? 0) % 2 === 0 } },
      ],
      first,
    );
  };
  const choice = fc.tuple(fc.nat(9), fc.nat(999), fc.nat(999), fc.nat(999));
  fc.assert(
    fc.property(fc.nat(3), fc.array(choice, { minLength: 20, maxLength: 40 }), (people, choices) => {
      let { state } = start(model, { people: ["a", "b", "c"].slice(0, people) }, BEGIN);
      for (const each of choices) {
        if (state.status === "ended") return;
        const command = commandOf(state, each);
        try {
          state = JSON.parse(JSON.stringify(apply(model, state, command, BEGIN).state)) as State;
          modified += Number(command.type === "modify");
        } catch (error) {
          if (!(error instanceof ProcessError)) throw error;
        }
        const faults = faultsOf(state, holds);
        if (faults.length > 0) throw new Error(`${faults.join("; ")} after ${JSON.stringify(command)}`);
      }
    }),
    { numRuns: 300 },
  );
  t.true(modified > 200, `only ${modified} modifications were carried out`);
});
