import test from "ava";
import { checkProcess, compile, type Links, ModelError } from "../../../../engine/process/index.ts";
import {
  and,
  boundary,
  bpmn,
  call,
  compensate,
  end,
  eventTask,
  extensions,
  message,
  messageDefinition,
  otherProcess,
  row,
  start,
  terminateEnd,
  thrown,
  timer,
  undoneBy,
  user,
  xor,
} from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

const OTHER = otherProcess("other", ...row("os > ou > oe"));
const calling = (more = "", attributes = "", other = OTHER) =>
  bpmn(start(), call("c", "other", more, attributes), user("z"), end(), "s > c > z > e", other);

test("a call activity runs another process of the same file and goes on when it ends", async (t) => {
  const scenario = await Scenario.given(calling());
  t.deepEqual(scenario.tasks, ["ou"]);
  t.deepEqual(scenario.complete("ou").tasks, ["z"]);
  t.true(scenario.complete("z").ended);
});

test("the called process reads the caller's variables and gives its own back when it ends", async (t) => {
  const scenario = await Scenario.given(calling(), { amount: 3 });
  scenario.complete("ou", { amount: 4, extra: 5 });
  t.deepEqual(scenario.state.variables, { amount: 4, extra: 5 });
});

test("what the called process sets is its own until it ends", async (t) => {
  const two = otherProcess("other", ...row("os > ou > ov > oe"));
  const scenario = await Scenario.given(calling("", "", two), { amount: 3 });
  scenario.complete("ou", { amount: 4 });
  t.deepEqual(scenario.state.variables, { amount: 3 });
  t.deepEqual(scenario.complete("ov").state.variables, { amount: 4 });
});

test("mappings choose what goes in and what comes back", async (t) => {
  const io =
    '<zeebe:ioMapping><zeebe:input source="=amount * 2" target="double" /><zeebe:output source="=answer + 1" target="result" /></zeebe:ioMapping>';
  const scenario = await Scenario.given(
    calling(io, 'propagateAllParentVariables="false" propagateAllChildVariables="false"'),
    { amount: 3 },
  );
  t.deepEqual(scenario.state.tokens.find((token) => token.at === "c")?.local, { double: 6 });
  scenario.complete("ou", { answer: 7, noise: 1 });
  t.deepEqual(scenario.state.variables, { amount: 3, result: 8 });
});

test("a called process that may not read its caller does not see the caller's variables", async (t) => {
  const other = otherProcess(
    "other",
    start("os"),
    xor("ox"),
    user("seen"),
    user("hidden"),
    end("oe"),
    "os > ox",
    "ox > seen ? amount = 3",
    "ox > hidden ? default",
    "seen > oe",
    "hidden > oe",
  );
  t.deepEqual((await Scenario.given(calling("", "", other), { amount: 3 })).tasks, ["seen"]);
  const apart = await Scenario.given(calling("", 'propagateAllParentVariables="false"', other), { amount: 3 });
  t.deepEqual(apart.tasks, ["hidden"]);
});

test("a boundary event on the call takes the called process away with everything it waits for", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      messageDefinition("M", "go"),
      start(),
      call("c", "other"),
      boundary("due", "c", timer("timeDuration", "P1D")),
      user("late"),
      end(),
      "s > c > e",
      "due > late > e",
      otherProcess("other", ...row("os > ou > oe"), eventTask("es", message("M"))),
    ),
  );
  t.deepEqual(scenario.messages, ["go"]);
  scenario.fire("due");
  t.deepEqual([scenario.tasks, scenario.messages], [["late"], []]);
});

test("a message to the called process is taken as in the process itself", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      messageDefinition("M", "go"),
      start(),
      call("c", "other"),
      end(),
      "s > c > e",
      otherProcess("other", ...row("os > ou > oe"), eventTask("es", message("M"))),
    ),
  );
  t.deepEqual(scenario.publish("go").tasks, ["x"]);
  t.true(scenario.complete("x").ended);
});

test("a terminate end event in the called process ends only that", async (t) => {
  const other = otherProcess(
    "other",
    start("os"),
    and("of"),
    user("ou"),
    user("ov"),
    terminateEnd("oe"),
    "os > of > ou > oe",
    "of > ov > oe",
  );
  const scenario = await Scenario.given(calling("", "", other));
  t.deepEqual(scenario.complete("ou").tasks, ["z"]);
});

test("two call activities may call one process, at the same time", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      and("f"),
      call("c", "other"),
      call("d", "other"),
      and("j"),
      user("z"),
      end(),
      "s > f > c > j > z > e",
      "f > d > j",
      OTHER,
    ),
  );
  t.deepEqual(scenario.tasks, ["ou", "ou"]);
  t.deepEqual(scenario.complete("ou").complete("ou").tasks, ["z"]);
});

test("a process may call itself, as deep as its variables say", async (t) => {
  const xml = bpmn(
    start(),
    user("a"),
    xor("x"),
    call("c", "p"),
    end(),
    "s > a > x",
    "x > c ? =depth < 3",
    "x > e ? default",
    "c > e",
  );
  const scenario = await Scenario.run(xml, { depth: 0 });
  for (let depth = 1; depth <= 3; depth += 1) scenario.complete("a", { depth });
  t.true(scenario.ended);
  t.deepEqual(scenario.state.variables, { depth: 3 });
});

test("a process of another file is found by a link, whatever its ids", async (t) => {
  const xml = bpmn(start(), user("a"), call("c", "sub-flow", "", 'bindingType="deployment"'), end(), "s > a > c > e");
  const asked: unknown[] = [];
  const other = bpmn(...row("s > a > own > e")).replace('id="p"', 'id="sub-flow"');
  const scenario = await Scenario.run(
    xml,
    {},
    {
      process: (wanted) => {
        asked.push([wanted.process, wanted.binding]);
        return other;
      },
    },
  );
  t.deepEqual(asked, [["sub-flow", "deployment"]]);
  scenario.complete("a");
  t.deepEqual(scenario.tasks, ["sub-flow:a"]);
  t.deepEqual(scenario.complete("sub-flow:a").tasks, ["own"]);
  t.true(scenario.complete("own").ended);
});

const one = (id: string, task: string, tag = "") =>
  bpmn(start(), user(task), end(), `s > ${task} > e`).replace(
    'id="p" name="测试流程" isExecutable="true">',
    `id="${id}" name="${id}" isExecutable="true">${tag && extensions(`<zeebe:versionTag value="${tag}" />`)}`,
  );

test("what is latest is kept in every state, and only where something is bound to it", async (t) => {
  const links: Links = {
    latest: 7,
    process: ({ binding }) => one("other", binding === "latest" ? "new" : "old"),
  };
  const calls = (binding: string) =>
    bpmn(start(), call("c", "other", "", `bindingType="${binding}"`), user("z"), end(), "s > c > z > e");
  const latest = await Scenario.run(calls("latest"), {}, links);
  t.deepEqual([latest.tasks, latest.state.latest], [["new"], 7]);
  t.is(latest.complete("new").state.latest, 7);
  const together = await Scenario.run(calls("deployment"), {}, links);
  t.deepEqual([together.tasks, together.state.latest], [["old"], undefined]);
});

test("a process beside the call is the latest only where the caller knows no newer version", async (t) => {
  const xml = bpmn(start(), call("c", "other"), end(), "s > c > e", OTHER);
  t.deepEqual((await Scenario.run(xml)).tasks, ["ou"]);
  const links: Links = { latest: 2, process: () => one("other", "newer") };
  t.deepEqual((await Scenario.run(xml, {}, links)).tasks, ["newer"]);
  t.deepEqual((await Scenario.run(xml, {}, { latest: 2 })).tasks, ["ou"], "and where that has no such process");
});

test("a call bound to a tag runs the process that carries it, wherever that stands", async (t) => {
  const tagged = 'bindingType="versionTag" versionTag="blue"';
  const xml = bpmn(start(), call("c", "other", "", tagged), end(), "s > c > e");
  const found = await Scenario.run(xml, {}, { process: () => one("other", "blue-task", "blue") });
  t.deepEqual(found.tasks, ["blue-task"]);
  for (const links of [{ process: () => one("other", "red-task", "red") }, {}]) {
    const { problems } = await checkProcess(xml, undefined, links);
    t.true(problems.some(({ rule, nodeId }) => rule === "call-known" && nodeId === "c"));
  }
  const beside = otherProcess("other", user("beside"), extensions('<zeebe:versionTag value="blue" />'));
  const own = bpmn(start(), call("c", "other", "", tagged), end(), "s > c > e", beside);
  t.deepEqual((await Scenario.run(own, {}, { process: () => one("other", "elsewhere", "blue") })).tasks, ["beside"]);
});

test("what a called process calls is looked for where it comes from, not where its caller does", async (t) => {
  const middle = bpmn(start(), call("c", "leaf", "", 'bindingType="deployment"'), end(), "s > c > e");
  const inner: Links = { process: () => one("leaf", "inner") };
  const links: Links = {
    process: ({ process }) =>
      process === "middle" ? { xml: middle.replace('id="p"', 'id="middle"'), links: inner } : one("leaf", "outer"),
  };
  const xml = bpmn(
    start(),
    call("m", "middle"),
    call("l", "leaf", "", 'bindingType="deployment"'),
    end(),
    "s > m > l > e",
  );
  const scenario = await Scenario.run(xml, {}, links);
  t.deepEqual(scenario.tasks, ["inner"]);
  t.deepEqual(scenario.complete("inner").tasks, ["outer"]);
  t.true(scenario.complete("outer").ended);
});

test("a process that is not found is refused by name, and so is a call of nothing", async (t) => {
  const xml = bpmn(start(), call("c", "nowhere"), end(), "s > c > e");
  const { problems } = await checkProcess(xml);
  t.true(problems.some(({ nodeId, message }) => nodeId === "c" && /nowhere/.test(message)));
  const broken = await checkProcess(xml, undefined, { process: () => "<x>" }).catch((error: unknown) => error);
  t.false(broken instanceof ModelError);
});

test("of several processes in a file the one that no other calls is meant", async (t) => {
  t.is((await compile(calling())).id, "p");
  t.is((await compile(calling(), "other")).id, "other");
});

test("what a called process did is undone with the call", async (t) => {
  const other = otherProcess("other", ...row("os > ou > oe"), undoneBy("ou", "back"));
  const scenario = await Scenario.run(
    bpmn(start(), call("c", "other"), thrown("undo", compensate()), user("z"), end(), "s > c > undo > z > e", other),
  );
  scenario.complete("ou");
  t.deepEqual(scenario.tasks, ["back"]);
  t.deepEqual(scenario.complete("back").tasks, ["z"]);
});
