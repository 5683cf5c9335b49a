import test from "ava";
import fc from "fast-check";
import { compile, describe, ProcessError } from "../../../engine/process/index.ts";
import { PeerInstance } from "./peer.ts";
import { blocks, countFlags, type Kind, peerBlocks, toBpmn } from "./random-model.ts";
import { Scenario } from "./scenario.ts";

const MOST_STEPS = 1500;

const KINDS: readonly Kind[] = ["xor", "and", "or", "loop", "sub", "due"];

/** Picks that go on without end, so that a run is determined by a short list. */
function picker(picks: readonly number[]): () => number {
  let at = 0;
  return () => {
    at += 1;
    return (picks[at % picks.length] ?? 0) + Math.floor(at / picks.length);
  };
}

/** Completes tasks and fires timers at random until the end; after a while the number given leaves every loop. */
function runToEnd(scenario: Scenario, next: () => number, beforeStep: (step: number) => void = () => {}): void {
  for (let step = 0; step < MOST_STEPS && scenario.state.status === "active"; step += 1) {
    beforeStep(step);
    const { tasks, timers } = scenario;
    const due = timers[next() % Math.max(1, timers.length)];
    if (due && next() % 4 === 0) {
      scenario.fire(due[0]);
      continue;
    }
    const nodeId = tasks[next() % tasks.length];
    if (nodeId === undefined) throw new Error(`nothing to do at ${JSON.stringify(scenario.state.tokens)}`);
    scenario.complete(nodeId, { c: step > 60 ? 9 : next() % 10 });
  }
  if (!scenario.ended) throw new Error("the instance did not end");
}

const picks = fc.array(fc.nat(1000), { minLength: 3, maxLength: 20 });

test("random structured models always end, leave no token, and their history is a path of the model", async (t) => {
  await fc.assert(
    fc.asyncProperty(blocks(KINDS), fc.array(picks, { minLength: 20, maxLength: 20 }), async (block, runs) => {
      const model = await compile(toBpmn(block));
      for (const run of runs) runToEnd(Scenario.of(model, { c: run[0] ?? 0 }), picker(run));
    }),
    { numRuns: 50 },
  );
  t.pass();
});

test("random moves never leave an instance that cannot end", async (t) => {
  let moved = 0;
  await fc.assert(
    fc.asyncProperty(blocks(KINDS), fc.array(picks, { minLength: 6, maxLength: 6 }), async (block, runs) => {
      const model = await compile(toBpmn(block));
      const targets = Object.keys(model.nodes).filter((id) => id.startsWith("u"));
      for (const run of runs) {
        const next = picker(run);
        const scenario = Scenario.of(model, { c: run[0] ?? 0 });
        runToEnd(scenario, next, (step) => {
          if (step > 25 || next() % 3 !== 0) return;
          const { tasks } = describe(model, scenario.state);
          const from = next() % 4 === 0 ? "all" : [tasks[next() % tasks.length]?.tokenId ?? ""];
          moved += Number(tryMove(scenario, from, targets[next() % targets.length] ?? ""));
        });
      }
    }),
    { numRuns: 50 },
  );
  t.true(moved > 100, `only ${moved} moves were carried out`);
});

/** Moves unless the engine refuses because a join could not complete. */
function tryMove(scenario: Scenario, from: string | string[], to: string): boolean {
  try {
    scenario.move(from, to);
    return true;
  } catch (error) {
    if (error instanceof ProcessError && error.code === "move-breaks-join") return false;
    throw error;
  }
}

test("ours waits at the same tasks as bpmn-engine on random models of sequences, choices and parallel branches", async (t) => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(
      peerBlocks(),
      picks,
      fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
      async (block, run, flags) => {
        fc.pre(countFlags(block) <= flags.length);
        const variables = Object.fromEntries(flags.map((flag, index) => [`v${index}`, flag]));
        const ours = Scenario.of(await compile(toBpmn(block, "byFlag")), variables);
        const peer = await PeerInstance.start(toBpmn(block, "byFlagOfPeer"), variables);
        const next = picker(run);
        while (ours.tasks.length > 0) {
          const { tasks } = ours;
          if (tasks.join() !== peer.waiting.join())
            throw new Error(`ours ${tasks.join()}, peer ${peer.waiting.join()}`);
          const nodeId = tasks[next() % tasks.length] ?? "";
          ours.complete(nodeId);
          peer.complete(nodeId);
          compared += 1;
        }
        if (!ours.ended || !peer.ended) throw new Error("one ended, the other did not");
      },
    ),
    { numRuns: 30 },
  );
  t.true(compared > 60);
});
