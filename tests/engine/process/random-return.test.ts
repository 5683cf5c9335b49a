import test from "ava";
import fc from "fast-check";
import { compile, describe, ProcessError } from "../../../engine/process/index.ts";
import { MODELS, PATHS, PROOF } from "./proof.ts";
import { blocks, type Kind } from "./random-block.ts";
import { toBpmn } from "./random-model.ts";
import { type Picker, picker, stepOnce } from "./random-path.ts";
import { Scenario } from "./scenario.ts";

const MOST_STEPS = 1500;
const RETURNS_UNTIL = 25;

const KINDS: readonly Kind[] = ["xor", "and", "or", "loop", "sub", "due"];

const isOver = ({ state }: Scenario): boolean => state.status === "ended";

/** Completes a task towards a node somebody chose; false where the engine refuses because a join could not complete. */
function completeTo(scenario: Scenario, taskId: string, to: string): boolean {
  try {
    scenario.do({ type: "completeTask", taskId, outcome: "$return", to });
    return true;
  } catch (error) {
    if (error instanceof ProcessError && /^move-/.test(error.code)) return false;
    throw error;
  }
}

/** Returns a waiting task to one that was completed before; now and then what it opens goes straight back. */
function tryReturn(
  scenario: Scenario,
  next: Picker,
  seen: readonly string[],
  done: { returned: number; straight: number },
) {
  const { tasks } = describe(scenario.model, scenario.state);
  const from = tasks[next() % Math.max(1, tasks.length)];
  const to = seen[next() % Math.max(1, seen.length)];
  if (!from || to === undefined || to === from.nodeId || !completeTo(scenario, from.taskId, to)) return;
  done.returned += 1;
  const opened = describe(scenario.model, scenario.state).tasks.find(({ nodeId }) => nodeId === to);
  if (!opened) throw new Error(`a return opened nothing at ${to}`);
  if (next() % 2 === 0 && completeTo(scenario, opened.taskId, from.nodeId)) done.straight += 1;
}

test("R3 random returns to completed tasks, and straight back, never leave an instance that cannot end", async (t) => {
  t.timeout(3_600_000);
  const done = { returned: 0, straight: 0 };
  const picks = fc.array(fc.nat(1000), { minLength: 3, maxLength: 20 });
  const paths = fc.array(picks, { minLength: PATHS, maxLength: PATHS });
  await fc.assert(
    fc.asyncProperty(blocks(KINDS), paths, async (block, runs) => {
      const model = await compile(toBpmn(block));
      for (const run of runs) {
        const next = picker(run);
        const scenario = Scenario.of(model, { c: run[0] ?? 0 });
        const seen: string[] = [];
        for (let step = 0; step < MOST_STEPS && !isOver(scenario); step += 1) {
          if (step <= RETURNS_UNTIL && next() % 3 === 0) tryReturn(scenario, next, seen, done);
          if (isOver(scenario)) break;
          const before = scenario.tasks;
          if (!stepOnce(scenario, next, step))
            throw new Error(`nothing to do at ${JSON.stringify(scenario.state.tokens)}`);
          seen.push(...before.filter((node) => !scenario.tasks.includes(node)));
        }
        if (!scenario.ended) throw new Error("the instance did not end");
      }
    }),
    PROOF,
  );
  t.log(`${MODELS} models x ${PATHS} paths: ${done.returned} returns, ${done.straight} straight back`);
  t.true(done.returned > 100 && done.straight > 20, JSON.stringify(done));
});
