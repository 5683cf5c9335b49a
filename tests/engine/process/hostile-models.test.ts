import test from "ava";
import {
  apply,
  checkProcess,
  compile,
  describe,
  ProcessError,
  type State,
  start,
} from "../../../engine/process/index.ts";
import { withinCpu } from "../../support/cpu.ts";
import { REFUSED, RUNAWAY } from "./hostile-models.ts";
import { BEGIN } from "./scenario.ts";

test("S7 there are two hundred hostile models, no two alike", (t) => {
  const texts = [...REFUSED, ...RUNAWAY].map(([, xml]) => xml);
  t.true(texts.length >= 200, `${texts.length}`);
  t.is(new Set(texts).size, texts.length);
});

for (const [name, xml] of REFUSED) {
  test.serial(`S7 refused within a second, with a reason: ${name}`, async (t) => {
    const { problems } = await withinCpu(1000, () => checkProcess(xml, undefined, undefined, BEGIN));
    const errors = problems.filter(({ severity }) => severity === "error");
    t.true(errors.length > 0, "accepted");
    for (const { message } of errors) t.regex(message, /[一-鿿].*(请|不予接受|不是有效)/);
  });
}

/** What comes with the step that does the harm. */
const BAIT = { n: 1_000_000, list: Array.from({ length: 1500 }, () => 1), again: true };

const STOPPED = new Set(["step-limit", "loop-invalid"]);

for (const [name, xml] of RUNAWAY) {
  test.serial(`S7 a runaway step stops, and the instance is as it was: ${name}`, async (t) => {
    const { problems } = await checkProcess(xml, undefined, undefined, BEGIN);
    if (problems.some(({ severity }) => severity === "error")) t.log(problems[0]?.message);
    const model = await compile(xml);
    const { state } = start(model, {}, BEGIN);
    const saved = JSON.stringify(state);
    const taskId = describe(model, state).tasks.find(({ nodeId }) => nodeId === "go")?.taskId ?? "";
    const command = { type: "completeTask", taskId, variables: BAIT } as const;
    const run = () => apply(model, JSON.parse(saved) as State, command, BEGIN);
    const stopped = await withinCpu(1000, () => t.throws(run, { instanceOf: ProcessError }));
    t.true(STOPPED.has(stopped.code), stopped.code);
    t.regex(stopped.message, /[一-鿿]/);
    t.truthy(stopped.nodeId);
    t.is(JSON.stringify(state), saved);
    t.deepEqual(
      describe(model, state).tasks.map(({ nodeId }) => nodeId),
      ["go"],
    );
  });
}
