import test from "ava";
import fc from "fast-check";
import {
  apply,
  compile,
  type Effect,
  type ProcessModel,
  type State,
  start as startInstance,
} from "../../../engine/process/index.ts";
import {
  and,
  boundary,
  bpmn,
  call,
  compensate,
  end,
  multi,
  or,
  otherProcess,
  row,
  start,
  sub,
  task,
  thrown,
  timer,
  undoneBy,
  user,
  userWith,
  xor,
} from "./bpmn.ts";
import { HistoryChecker } from "./checker.ts";
import { SEED } from "./proof.ts";
import { blocks, KINDS } from "./random-block.ts";
import { toBpmn } from "./random-model.ts";
import { picker, stepOnce } from "./random-path.ts";
import { BEGIN, Scenario } from "./scenario.ts";

type Step = { effects: Effect[]; state: State };

/** The steps of an instance in which tasks are completed in the given order. */
async function recorded(xml: string, tasks: string[], variables: Record<string, unknown> = {}) {
  const model = await compile(xml);
  const steps: Step[] = [startInstance(model, variables, BEGIN)];
  for (const node of tasks) {
    const { state } = steps.at(-1) as Step;
    const due = state.timers.find((armed) => armed.node === node);
    const taskId = state.tokens.find((token) => token.at === node && token.task)?.task ?? "";
    const command = due
      ? ({ type: "fireTimer", timerId: due.id } as const)
      : ({ type: "completeTask", taskId } as const);
    steps.push(apply(model, state, command, BEGIN));
  }
  return { model, steps };
}

/** What the checker says of a history: null when it takes it for a path of the model. */
function verdict(model: ProcessModel, steps: readonly Step[], withState = true): string | null {
  const checker = new HistoryChecker(model);
  try {
    for (const { effects, state } of steps) checker.follow(effects, withState ? state : undefined);
    if (steps.at(-1)?.state.status === "ended") checker.mustBeEmpty();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const REVIEW = bpmn(
  start(),
  and("f"),
  user("a"),
  user("b"),
  and("j"),
  user("c"),
  end(),
  "s > f > a > j > c > e",
  "f > b > j",
);
const CHOICE = bpmn(
  start(),
  user("q"),
  xor("x"),
  user("a"),
  user("b"),
  end(),
  "s > q > x",
  "x > a ? n > 1",
  "x > b ? default",
  "a > e",
  "b > e",
);
const CHOICE_BESIDE = bpmn(
  start(),
  user("q"),
  xor("x"),
  userWith("a", multi("parallel", { times: "2" })),
  call("b", "other"),
  end(),
  "s > q > x",
  "x > a ? n > 1",
  "x > b ? default",
  "a > e",
  "b > e",
  otherProcess("other", ...row("os > ou > oe")),
);
const SOME = bpmn(
  start(),
  or("f"),
  user("a"),
  user("b"),
  or("j"),
  end(),
  "s > f",
  "f > a ? n > 0",
  "f > b ? n > 1",
  "a > j > e",
  "b > j",
);
const INNER = bpmn(
  start(),
  sub("p1", start("s1"), and("f"), user("a"), user("b"), "s1 > f > a", "f > b"),
  user("c"),
  end(),
  "s > p1 > c > e",
);
const DUE = (interrupting: boolean) =>
  bpmn(
    start(),
    user("a"),
    boundary("d", "a", timer("timeDuration", "P1D"), interrupting),
    user("late"),
    end(),
    end("e2"),
    "s > a > e",
    "d > late > e2",
  );
const SEVERAL = bpmn(start(), userWith("a", multi("parallel", { times: "3" })), end(), "s > a > e");
const UNDO = bpmn(start(), user("a"), thrown("t", compensate("a")), end(), "s > a > t > e", undoneBy("a", "u"));

type Mutation = (steps: Step[], model: ProcessModel) => void;
const effectsOf = (steps: Step[], index: number) => steps[index]?.effects as Effect[];
const at = (effects: Effect[], type: Effect["type"], nodeId: string) =>
  effects.findIndex((effect) => effect.type === type && "nodeId" in effect && effect.nodeId === nodeId);
/** The token that entered a node when the instance began. */
const tokenOf = (steps: Step[], nodeId: string): string => {
  const effects = effectsOf(steps, 0);
  return (effects[at(effects, "enter", nodeId)] as { tokenId: string }).tokenId;
};
const drop =
  (step: number, type: Effect["type"], nodeId: string): Mutation =>
  (steps) => {
    const effects = effectsOf(steps, step);
    effects.splice(at(effects, type, nodeId), 1);
  };
const retarget =
  (step: number, type: "take" | "enter", flow: string, change: Record<string, string>): Mutation =>
  (steps) => {
    const effect = effectsOf(steps, step).find(
      (each) => each.type === type && "flowId" in each && each.flowId === flow,
    );
    Object.assign(effect ?? {}, change);
  };
/** An engine that lets the token of `node` go on at once, as if its step had been the last one awaited. */
const goOn =
  (step: number, node: string, ...flows: [flow: string, to: string][]): Mutation =>
  (steps) => {
    const effects = effectsOf(steps, step);
    const entered = effects[at(effects, "enter", node)] as { tokenId: string };
    effects.push({ type: "leave", nodeId: node, tokenId: entered.tokenId });
    for (const [flowId, nodeId] of flows) {
      effects.push({ type: "take", nodeId: node, tokenId: entered.tokenId, flowId });
      effects.push({ type: "enter", nodeId, tokenId: entered.tokenId, flowId });
    }
  };

const wrongWay: Mutation = (steps, model) => {
  retarget(1, "take", "x_a", { flowId: "x_b" })(steps, model);
  retarget(1, "enter", "x_a", { flowId: "x_b", nodeId: "b" })(steps, model);
};

/** Fourteen bugs an engine could have, each in a history that is right without it. */
const BUGS: Record<
  string,
  [xml: string, tasks: string[], bug: Mutation, found: RegExp, variables?: Record<string, unknown>]
> = {
  "a parallel join fires with one branch": [
    REVIEW,
    ["a"],
    goOn(1, "j", ["j_c", "c"]),
    /joined without a token on each flow/,
  ],
  "a parallel join hangs with both": [
    REVIEW,
    ["a", "b"],
    (steps) => steps[2]?.effects.splice(4),
    /has all it waits for, yet rests/,
  ],
  "a parallel split forgets a branch": [REVIEW, [], drop(0, "take", "f"), /not all flows|without taking/],
  "an exclusive gateway takes the wrong flow": [CHOICE, ["q"], wrongWay, /the conditions choose \[x_a\]/, { n: 2 }],
  "an exclusive gateway beside calls and loops takes the wrong flow": [
    CHOICE_BESIDE,
    ["q"],
    wrongWay,
    /the conditions choose \[x_a\]/,
    { n: 2 },
  ],
  "an inclusive join does not wait": [
    SOME,
    ["a"],
    goOn(1, "j", ["j_e", "e"]),
    /joined while a token at b could still come/,
    { n: 2 },
  ],
  "an inclusive join waits for ever": [
    SOME,
    ["a"],
    (steps) => steps[1]?.effects.splice(4),
    /has all it waits for/,
    { n: 1 },
  ],
  "a sub-process is left too early": [
    INNER,
    ["a"],
    goOnHost("p1", "p1_c", "c"),
    /p1 was left while a token was in it at b/,
  ],
  "an interrupting event leaves its activity": [DUE(true), ["d"], drop(1, "cancel", "a"), /while it was at a/],
  "a non-interrupting event takes its activity away": [
    DUE(false),
    ["d"],
    (steps) => {
      const tokenId = tokenOf(steps, "a");
      steps[1]?.effects.unshift({ type: "cancel", nodeId: "a", tokenId });
    },
    /nothing was at a/,
  ],
  "a multi-instance activity ends after two of three": [
    SEVERAL,
    ["a", "a"],
    goOnHost("a", "a_e", "e"),
    /after 2 of 3 instances|while a token was in it/,
  ],
  "an activity is compensated twice": [
    UNDO,
    ["a"],
    (steps) => steps[1]?.effects.push({ type: "enter", nodeId: "u", tokenId: "t99" }),
    /compensates what has not completed/,
  ],
  "a task goes on that nobody completed": [REVIEW, ["a"], drop(1, "closeTask", "a"), /nobody completed it/],
  "the end comes while something runs": [
    REVIEW,
    ["a"],
    (steps) => steps[1]?.effects.push({ type: "end", outcome: "completed" }),
    /the instance is active/,
  ],
};

/** An engine that lets the host of a scope go on in the last step. */
function goOnHost(host: string, flowId: string, to: string): Mutation {
  return (steps) => {
    const tokenId = tokenOf(steps, host);
    const effects = steps.at(-1)?.effects as Effect[];
    effects.push({ type: "leave", nodeId: host, tokenId }, { type: "take", nodeId: host, tokenId, flowId });
    effects.push({ type: "enter", nodeId: to, tokenId, flowId });
  };
}

for (const [name, [xml, tasks, bug, found, variables]] of Object.entries(BUGS)) {
  test(`R3 the checker itself: ${name}`, async (t) => {
    const { model, steps } = await recorded(xml, tasks, variables);
    t.is(verdict(model, steps), null);
    const wrong = structuredClone(steps);
    bug(wrong, model);
    t.notDeepEqual(wrong, steps);
    t.regex(verdict(model, wrong) ?? "taken for a path", found);
  });
}

test("R3 the checker itself: a saved state that is not where its history led is seen", async (t) => {
  const { model, steps } = await recorded(REVIEW, ["a"]);
  const change = (edit: (state: State) => void) => {
    const wrong = structuredClone(steps);
    edit(wrong[1]?.state as State);
    return verdict(model, wrong);
  };
  t.regex(change((state) => state.tokens.pop()) ?? "", /was not saved/);
  t.regex(change((state) => Object.assign(state.tokens[0] ?? {}, { at: "c" })) ?? "", /is saved at c/);
  t.regex(change((state) => Object.assign(state.tokens[0] ?? {}, { scope: "t9" })) ?? "", /is saved in t9/);
  t.regex(change((state) => Object.assign(state, { status: "ended" })) ?? "", /the instance is ended/);
});

const HISTORY = ["enter", "leave", "take", "finish", "cancel"];

test("R3 the checker itself: any one entry of a random history taken out or told twice is seen", async (t) => {
  let tried = 0;
  const picks = fc.array(fc.nat(1000), { minLength: 3, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(blocks(KINDS), picks, fc.nat(1000), fc.boolean(), async (block, run, which, twice) => {
      const model = await compile(toBpmn(block));
      const steps = play(model, run);
      const places = steps.flatMap(({ effects }, step) =>
        effects.flatMap((effect, index) =>
          HISTORY.includes(effect.type) && told(model, effect) ? [[step, index]] : [],
        ),
      );
      const [step = 0, index = 0] = places[which % places.length] ?? [];
      const wrong = structuredClone(steps);
      const effects = effectsOf(wrong, step);
      effects.splice(index, 1, ...(twice ? [effects[index] as Effect, structuredClone(effects[index]) as Effect] : []));
      tried += 1;
      if (verdict(model, wrong) === null) throw new Error(`not seen: ${JSON.stringify(steps[step]?.effects[index])}`);
    }),
    { numRuns: 200, seed: SEED },
  );
  t.is(tried >= 200, true);
});

/** What a complex gateway takes in after it has fired is not told token by token, so the checker cannot miss it. */
function told(model: ProcessModel, effect: Effect): boolean {
  return "nodeId" in effect && model.nodes[effect.nodeId ?? ""]?.kind !== "complexGateway";
}

function play(model: ProcessModel, run: readonly number[]): Step[] {
  const scenario = Scenario.of(model, { c: run[0] ?? 0 });
  const next = picker(run);
  const steps: Step[] = [{ effects: scenario.effects, state: scenario.state }];
  for (let step = 0; step < 12 && scenario.state.status === "active" && stepOnce(scenario, next, step); step += 1) {
    steps.push({ effects: scenario.effects, state: scenario.state });
  }
  return steps;
}

test("R3 the checker knows nothing of the engine but its data", async (t) => {
  const { model, steps } = await recorded(bpmn(start(), task("a"), user("b"), end(), "s > a > b > e"), ["b"]);
  const plain = JSON.parse(JSON.stringify({ model, steps })) as { model: ProcessModel; steps: Step[] };
  t.is(verdict(plain.model, plain.steps), null);
  t.is(verdict(plain.model, plain.steps, false), null);
});
