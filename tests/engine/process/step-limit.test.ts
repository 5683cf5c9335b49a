import test from "ava";
import { apply, compile, describe, ProcessError, start as startInstance } from "../../../engine/process/index.ts";
import { withinCpu } from "../../support/cpu.ts";
import { and, bpmn, end, start, task, user, xor } from "./bpmn.ts";
import { BEGIN } from "./scenario.ts";

test("a loop that never waits stops at 1,000 moves and leaves the instance as it was", async (t) => {
  const model = await compile(
    bpmn(start(), user("a"), task("n"), xor("x"), end(), "s > a > n > x", "x > n ? again", "x > e ? default"),
  );
  const { state } = startInstance(model, {}, BEGIN);
  const before = JSON.stringify(state);
  const taskId = describe(model, state).tasks[0]?.taskId ?? "";
  const command = { type: "completeTask", taskId, variables: { again: true } } as const;
  const error = t.throws(() => apply(model, state, command, BEGIN), { instanceOf: ProcessError });
  t.is(error.code, "step-limit");
  t.regex(error.message, /1000.*“(n|x)”/);
  t.is(JSON.stringify(state), before);
  t.is(apply(model, state, { type: "completeTask", taskId }, BEGIN).state.status, "ended");
});

test("a token bomb stops at the same limit, in time", async (t) => {
  const model = await compile(
    bpmn(start(), and("f"), task("b"), task("c"), end(), "s > f > b > f", "f > c > f", "f > e"),
  );
  // The gateway waits on three flows of which only one ever brings a token first, so the instance is stuck, not endless.
  t.is((await withinCpu(500, () => startInstance(model, {}, BEGIN))).effects.at(-1)?.type, "incident");
  const bomb = await compile(bpmn(start(), task("b"), task("c"), end(), "s > b > c > e", "c > b", "b > b"));
  const error = await withinCpu(500, () =>
    t.throws(() => startInstance(bomb, {}, BEGIN), { instanceOf: ProcessError }),
  );
  t.is(error.code, "step-limit");
});
