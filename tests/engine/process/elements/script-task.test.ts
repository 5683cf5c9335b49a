import test from "ava";
import { checkProcess } from "../../../../engine/process/index.ts";
import { bpmn, element, end, extensions, multi, start, user } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const script = (content: string, attributes = "") =>
  bpmn(start(), element("scriptTask", "n", content, attributes), user("a"), end(), "s > n > a > e");

test("a FEEL script's value becomes a variable, and the token goes on", async (t) => {
  const scenario = await Scenario.given(
    script(extensions('<zeebe:script expression="=amount * 2" resultVariable="double" />')),
    { amount: 21 },
  );
  t.deepEqual(scenario.state.variables, { amount: 21, double: 42 });
  t.deepEqual(scenario.tasks, ["a"]);
});

test("BPMN's own script element is run when its language is FEEL", async (t) => {
  const scenario = await Scenario.given(
    script("<bpmn:script>{double: amount * 2, half: amount / 2}</bpmn:script>", 'scriptFormat="text/x-feel"'),
    { amount: 4 },
  );
  t.deepEqual(scenario.state.variables, { amount: 4, double: 8, half: 2 });
});

test("a script may be a worker's job", async (t) => {
  const scenario = await Scenario.given(script(extensions('<zeebe:taskDefinition type="calculate" />')));
  t.deepEqual(scenario.jobs, ["n"]);
  t.deepEqual(scenario.work("n", { x: 1 }).tasks, ["a"]);
  t.deepEqual(scenario.state.variables, { x: 1 });
});

test("output mappings choose from a script's result", async (t) => {
  const scenario = await Scenario.given(
    script(
      extensions(
        '<zeebe:script expression="={x: 1, y: 2}" resultVariable="r" /><zeebe:ioMapping><zeebe:output source="=r.y" target="y" /></zeebe:ioMapping>',
      ),
    ),
  );
  t.deepEqual(scenario.state.variables, { y: 2 });
});

test("scripts in other languages are never run and are refused", async (t) => {
  for (const language of ["javascript", "groovy", "python", ""]) {
    const { problems } = await checkProcess(
      script("<bpmn:script>x = 1</bpmn:script>", language ? `scriptFormat="${language}"` : ""),
    );
    t.true(
      problems.some((problem) => problem.rule === "no-script"),
      language,
    );
  }
});

test("a multi-instance script gathers its results", async (t) => {
  const scenario = await Scenario.given(
    script(
      extensions('<zeebe:script expression="=n * n" resultVariable="square" />') +
        multi("parallel", {
          inputCollection: "=[1, 2, 3]",
          inputElement: "n",
          outputCollection: "squares",
          outputElement: "=square",
        }),
    ),
  );
  t.deepEqual(scenario.state.variables, { squares: [1, 4, 9] });
});
