import test from "ava";
import fc from "fast-check";
import { compile, ProcessError } from "../../../engine/process/index.ts";
import { PeerInstance } from "./peer.ts";
import { MODELS, PATHS, PROOF, SEED } from "./proof.ts";
import { blocks, KINDS, type Kind, peerBlocks } from "./random-block.ts";
import { graphs, graphToBpmn } from "./random-graph.ts";
import { countFlags, toBpmn } from "./random-model.ts";
import { type Picker, picker, stepOnce, tryModify, tryMove } from "./random-path.ts";
import { Scenario } from "./scenario.ts";

const MOST_STEPS = 1500;

const picks = fc.array(fc.nat(1000), { minLength: 3, maxLength: 20 });
const paths = fc.array(picks, { minLength: PATHS, maxLength: PATHS });

/** Goes on at random until the end; whatever the model, it must come to one and leave no token. */
function runToEnd(scenario: Scenario, next: Picker, beforeStep: (step: number) => void = () => {}): void {
  for (let step = 0; step < MOST_STEPS && !isOver(scenario); step += 1) {
    beforeStep(step);
    if (isOver(scenario)) break;
    if (!stepOnce(scenario, next, step)) throw new Error(`nothing to do at ${JSON.stringify(scenario.state.tokens)}`);
  }
  if (!scenario.ended) throw new Error("the instance did not end");
}

function isOver({ state }: Scenario): boolean {
  return state.status === "ended";
}

test("R3 random structured models always end, leave no token, and their history is a path of the model", async (t) => {
  t.timeout(3_600_000);
  t.log(`${MODELS} models x ${PATHS} paths, seed ${SEED}`);
  await fc.assert(
    fc.asyncProperty(blocks(KINDS), paths, async (block, runs) => {
      const model = await compile(toBpmn(block));
      for (const run of runs) runToEnd(Scenario.of(model, { c: run[0] ?? 0 }), picker(run));
    }),
    PROOF,
  );
  t.pass();
});

test("R3 random models without structure: every step is one that the model allows, and only joins can be stuck", async (t) => {
  t.timeout(3_600_000);
  t.log(`${MODELS} models x ${PATHS} paths, seed ${SEED}`);
  const seen = { ended: 0, stuck: 0, running: 0, endless: 0 };
  await fc.assert(
    fc.asyncProperty(graphs, paths, async (graph, runs) => {
      const model = await compile(graphToBpmn(graph));
      for (const run of runs) seen[wander(() => Scenario.of(model, { c: run[0] ?? 0 }), picker(run))] += 1;
    }),
    PROOF,
  );
  t.log(JSON.stringify(seen));
  t.true(seen.ended > MODELS && seen.stuck > 0 && seen.endless > 0, JSON.stringify(seen));
});

/** Follows a path for a while: the model may loop for ever, or wait at a join for what never comes. */
function wander(begin: () => Scenario, next: Picker): "ended" | "stuck" | "running" | "endless" {
  let before = "";
  let scenario: Scenario | undefined;
  try {
    scenario = begin();
    for (let step = 0; step < 40 && !isOver(scenario); step += 1) {
      before = JSON.stringify(scenario.state);
      if (stepOnce(scenario, next, step)) continue;
      if (scenario.effects.at(-1)?.type === "incident") return "stuck";
      throw new Error(`nothing to do at ${before}, yet no incident`);
    }
    return isOver(scenario) ? "ended" : "running";
  } catch (error) {
    if (!(error instanceof ProcessError) || error.code !== "step-limit") throw error;
    if (scenario && JSON.stringify(scenario.state) !== before) throw new Error("a refused step changed the instance");
    return "endless";
  }
}

/** Kinds in which a return or withdrawal by hand finds its way: those of approvals. */
const MOVABLE: readonly Kind[] = ["xor", "and", "or", "loop", "sub", "due"];

test("R3 random moves never leave an instance that cannot end", async (t) => {
  t.timeout(3_600_000);
  let moved = 0;
  await fc.assert(
    fc.asyncProperty(blocks(MOVABLE), paths, async (block, runs) => {
      const model = await compile(toBpmn(block));
      const targets = Object.keys(model.nodes).filter((id) => id.startsWith("u"));
      for (const run of runs) {
        const next = picker(run);
        const scenario = Scenario.of(model, { c: run[0] ?? 0 });
        runToEnd(scenario, next, (step) => {
          if (step <= 25 && next() % 3 === 0) moved += Number(tryMove(scenario, next, targets));
        });
      }
    }),
    PROOF,
  );
  t.log(`${moved} moves`);
  t.true(moved > 100, `only ${moved} moves were carried out`);
});

test("R3 random moves and modifications keep to the model: every history is a path, however it was changed", async (t) => {
  t.timeout(3_600_000);
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(blocks(KINDS), paths, async (block, runs) => {
      const model = await compile(toBpmn(block));
      const targets = Object.keys(model.nodes).filter((id) => /^(u|x|m)/.test(id));
      for (const run of runs) {
        const next = picker(run);
        const change = next() % 2 === 0 ? tryModify : tryMove;
        const scenario = Scenario.of(model, { c: run[0] ?? 0 });
        for (let step = 0; step < 40 && !isOver(scenario); step += 1) {
          if (step <= 25 && next() % 3 === 0) changed += Number(change(scenario, next, targets));
          if (isOver(scenario) || !stepOnce(scenario, next, step)) break;
        }
      }
    }),
    PROOF,
  );
  t.log(`${changed} moves and modifications`);
  t.true(changed > 100, `only ${changed} moves and modifications were carried out`);
});

test("R3 ours waits at the same tasks as bpmn-engine on random models of the subset where it is right", async (t) => {
  t.timeout(3_600_000);
  let compared = 0;
  const flags = fc.array(fc.boolean(), { minLength: 40, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(peerBlocks(), picks, flags, async (block, run, values) => {
      fc.pre(countFlags(block) <= values.length);
      const variables = Object.fromEntries(values.map((flag, index) => [`v${index}`, flag]));
      const ours = Scenario.of(await compile(toBpmn(block, "byFlag")), variables);
      const peer = await PeerInstance.start(toBpmn(block, "byFlagOfPeer"), variables);
      const next = picker(run);
      while (ours.tasks.length > 0) {
        const { tasks } = ours;
        if (tasks.join() !== peer.waiting.join()) throw new Error(`ours ${tasks.join()}, peer ${peer.waiting.join()}`);
        const nodeId = tasks[next() % tasks.length] ?? "";
        ours.complete(nodeId);
        peer.complete(nodeId);
        compared += 1;
      }
      if (!ours.ended || !peer.ended) throw new Error("one ended, the other did not");
    }),
    { ...PROOF, numRuns: Math.min(MODELS, 300) },
  );
  t.log(`${compared} steps compared`);
  t.true(compared > 60);
});
