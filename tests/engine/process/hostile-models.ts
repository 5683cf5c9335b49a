import {
  and,
  boundary,
  bpmn,
  call,
  caught,
  condition,
  element,
  end,
  error,
  errorDefinition,
  escalation,
  escalationDefinition,
  eventSub,
  extensions,
  link,
  multi,
  onEvent,
  otherProcess,
  race,
  signal,
  signalDefinition,
  standardLoop,
  start,
  sub,
  subWith,
  task,
  thrown,
  timer,
  user,
  userWith,
  xor,
} from "./bpmn.ts";

type Parts = Parameters<typeof bpmn>;

const GOOD = bpmn(start(), user("a"), xor("x"), end(), "s > a > x", "x > a ? again", "x > e ? default");
const line = (...parts: Parts) => bpmn(start(), ...parts, end(), "s > a > e");
const inProcess = (content: string) => GOOD.replace("</bpmn:process>", `${content}</bpmn:process>`);
const before = (content: string) => GOOD.replace("<bpmn:process ", `${content}<bpmn:process `);
const conditionOf = (feel: string) =>
  bpmn(start(), user("a"), xor("x"), end(), "s > a > x", `x > a ? ${feel}`, "x > e ? default");
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const named = (family: string, models: string[]): [string, string][] =>
  models.map((xml, index) => [`${family} ${index + 1}`, xml]);

const doctypes = [
  "<!DOCTYPE d>",
  "<!doctype html>",
  "<!DocType d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
  '<!DOCTYPE d PUBLIC "-//x" "http://127.0.0.1/x.dtd">',
  '<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>',
  "<! DOCTYPE d>",
  "<!ENTITY x 'y'>",
  "<!\nDOCTYPE d>",
];

/** Texts no reader should be trusted with. */
const xmlModels = [
  ...named("doctype", [
    ...doctypes.map((text) => text + GOOD),
    ...doctypes.slice(0, 4).map((text) => GOOD.replace("<bpmn:definitions", `${text}<bpmn:definitions`)),
    ...doctypes.slice(0, 2).map((text) => inProcess(text)),
  ]),
  ...named(
    "entity",
    ["&xxe;", "&lol9;", "&#x110000000;", "&a"].map((text) => GOOD.replace("测试流程", text)),
  ),
  ...named("nesting", [
    ...[49, 100, 1000, 20_000].map((depth) => inProcess("<bpmn:subProcess>".repeat(depth))),
    ...[60, 500, 9000].map((depth) =>
      inProcess("<bpmn:subProcess>".repeat(depth) + "</bpmn:subProcess>".repeat(depth)),
    ),
    ...[60, 9000].map((depth) => inProcess(`<bpmn:extensionElements>${"<x:y>".repeat(depth)}`)),
  ]),
  ...named("size", [
    GOOD.replace("测试流程", "长".repeat(1_000_001)),
    inProcess(`<bpmn:documentation>${"x".repeat(1_000_000)}</bpmn:documentation>`),
    inProcess('<bpmn:task id="q"/>'.repeat(20_001)),
    inProcess(`<!--${"-".repeat(1_000_000)}-->`),
    inProcess(
      `<bpmn:task id="q" ${range(1, 40_000)
        .map((n) => `x${n}="y"`)
        .join(" ")}/>`,
    ),
    inProcess(`<![CDATA[${"x".repeat(1_000_000)}]]>`),
  ]),
  ...named("damage", [
    "",
    " ",
    "null",
    "{}",
    "<a/>",
    "这不是流程图",
    GOOD.slice(0, 500),
    GOOD.slice(200),
    GOOD.replace("</bpmn:process>", ""),
    GOOD.replace(/"/g, ""),
    GOOD.replace("<bpmn:process ", "<bpmn:process <"),
    GOOD.replace("20100524/MODEL", "20990524/MODEL"),
    "<".repeat(300_000),
    "<a".repeat(300_000),
    "<!--".repeat(200_000),
    `<a b="${"<".repeat(300_000)}`,
    "\u0000".repeat(1000),
    GOOD.replace(/<bpmn:process[\s\S]*<\/bpmn:process>/, ""),
  ]),
];

/** References that lead nowhere, and names that mean two things or a thing of the language. */
const nameModels = [
  ...named("dangling", [
    GOOD.replace('targetRef="a"', 'targetRef="nowhere"'),
    GOOD.replace('sourceRef="s"', 'sourceRef="nowhere"'),
    GOOD.replace('targetRef="a"', ""),
    GOOD.replace('default="x_e"', 'default="nowhere"'),
    inProcess('<bpmn:boundaryEvent id="b" attachedToRef="nowhere"/>'),
    inProcess('<bpmn:receiveTask id="r" messageRef="nowhere"/>'),
    inProcess(
      '<bpmn:laneSet><bpmn:lane id="l"><bpmn:flowNodeRef>nowhere</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>',
    ),
    ...["signal", "error", "escalation", "message"].map((word) =>
      line(caught("a", `<bpmn:${word}EventDefinition ${word}Ref="nowhere"/>`)),
    ),
    line(thrown("a", '<bpmn:compensateEventDefinition activityRef="nowhere"/>')),
    line(thrown("a", link("nowhere"))),
    line(caught("a", link("nowhere"))),
    line(call("a", "nowhere")),
    line(
      element("businessRuleTask", "a", extensions('<zeebe:calledDecision decisionId="nowhere" resultVariable="r"/>')),
    ),
    inProcess('<bpmn:association id="as" sourceRef="a" targetRef="nowhere"/>'),
    GOOD.replace('targetRef="a"', 'targetRef="p"'),
    bpmn(start(), sub("p1", start("s1"), user("in"), end("e1"), "s1 > in > e1"), end(), "s > p1 > e", "s > in"),
  ]),
  ...named("double id", [
    ...["task", "userTask", "exclusiveGateway", "subProcess"].map((tag) => inProcess(`<bpmn:${tag} id="a"/>`)),
    inProcess('<bpmn:sequenceFlow id="s_a" sourceRef="a" targetRef="e"/>'),
    inProcess('<bpmn:task id="p"/>'),
    before('<bpmn:process id="p" isExecutable="true"/>'),
    before('<bpmn:message id="a" name="m"/>'),
  ]),
  ...named(
    "name of every object",
    ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "isPrototypeOf", "__defineGetter__"].map(
      (id) => bpmn(start(), user(id), end(), `s > ${id} > e`),
    ),
  ),
  ...named(
    "call in a circle",
    [1, 2, 3, 5, 8].map((length) =>
      bpmn(
        ...range(1, length).map((n) =>
          otherProcess(
            `q${n}`,
            start(`s${n}`),
            call(`c${n}`, `q${(n % length) + 1}`),
            end(`e${n}`),
            `s${n} > c${n} > e${n}`,
          ),
        ),
        start(),
        call("a", "q1"),
        end(),
        "s > a > e",
      ),
    ),
  ),
];

/** Cycles in which no token ever rests. */
const loopModels = named("loop without a wait", [
  ...range(1, 6).map((length) => {
    const ids = range(1, length).map((n) => `x${n}`);
    const gateways = ids.map((id) => xor(id));
    const row = `s > ${ids.join(" > ")}`;
    return bpmn(start(), ...gateways, end(), row, `x${length} > x1 ? again`, `x${length} > e ? default`);
  }),
  ...[task, (id: string) => element("manualTask", id), (id: string) => element("intermediateThrowEvent", id)].map(
    (make) => bpmn(start(), make("n"), xor("x"), end(), "s > n > x", "x > n ? again", "x > e ? default"),
  ),
  bpmn(start(), task("n"), end(), "s > n > e", "n > n"),
  bpmn(
    start(),
    sub("p1", start("s1"), end("e1"), "s1 > e1"),
    xor("x"),
    end(),
    "s > p1 > x",
    "x > p1 ? again",
    "x > e ? default",
  ),
  bpmn(start(), and("f"), task("b"), task("c"), end(), "s > f > b > f", "f > c > f", "f > e"),
  bpmn(
    start(),
    xor("x"),
    thrown("t", link("L")),
    caught("c", link("L")),
    end(),
    "s > x",
    "x > t ? again",
    "c > x",
    "x > e ? default",
  ),
  bpmn(
    signalDefinition("S"),
    start(),
    xor("x"),
    thrown("t", signal("S")),
    end(),
    "s > x",
    "x > t ? again",
    "t > x",
    "x > e ? default",
  ),
  bpmn(
    start(),
    element("scriptTask", "a", extensions('<zeebe:script expression="=n + 1" resultVariable="n"/>')),
    xor("x"),
    end(),
    "s > a > x",
    "x > a ? n < 999999",
    "x > e ? default",
  ),
  ...range(2, 5).map((length) => {
    const ids = range(1, length).map((n) => `n${n}`);
    const flows = [`s > ${ids.join(" > ")} > x`, "x > n1 ? again", "x > e ? default"];
    return bpmn(start(), ...ids.map(task), xor("x"), end(), ...flows);
  }),
  line(element("task", "a", standardLoop("true"))),
  line(element("task", "a", standardLoop())),
  line(userWith("a", standardLoop())),
  line(userWith("a", standardLoop("again", 'loopMaximum="2000000000"'))),
]);

/** Far too many of something, written into the model. */
const countModels = [
  ...named("instances", [
    ...["1001", "1000000", "=999999999", "10 * 1000", "=2 * 600", "-1", "1.5", '"many"'].flatMap((times) => [
      line(userWith("a", multi("parallel", { times }))),
      line(userWith("a", multi("sequential", { times }))),
    ]),
    line(userWith("a", multi("parallel", {}))),
    line(userWith("a", multi("parallel", { inputCollection: "=for i in 1..100000 return i", inputElement: "i" }))),
    line(userWith("a", multi("parallel", { inputCollection: '="text"', inputElement: "i" }))),
  ]),
  ...named("timer", [
    ...["PT0S", "P0D", "-P1D", "P", "P99999999999Y", "明天", "1d"].map((value) =>
      line(caught("a", timer("timeDuration", value))),
    ),
    ...["R/PT0S", "R0/P1D", "R/PT1S", "R5/PT59S", "R9999999/PT1H", "R"].map((value) =>
      bpmn(start("s", timer("timeCycle", value)), user("a"), end(), "s > a > e"),
    ),
    ...["yesterday", "2026-13-45", "99999-01-01"].map((value) => line(caught("a", timer("timeDate", value)))),
    bpmn(
      start(),
      user("a"),
      boundary("b", "a", timer("timeCycle", "R/PT1S"), false),
      end(),
      end("e2"),
      "s > a > e",
      "b > e2",
    ),
  ]),
  ...named(
    "event that comes back to its activity",
    [0, 1, 2, 4].map((length) => {
      const ids = range(1, length).map((n) => `n${n}`);
      const event = boundary("b", "a", timer("timeDuration", "P1D"), false);
      return bpmn(start(), user("a"), event, ...ids.map(task), end(), "s > a > e", `b > ${[...ids, "a"].join(" > ")}`);
    }),
  ),
];

/** Expressions and scripts that would hang, escape or not parse. */
const feelModels = [
  ...named(
    "expression",
    [
      ...'count(for i in 1..300000000 return i) > 1|some i in 1..99999999 satisfies i < 0|matches(a, "(a+)+$")'.split(
        "|",
      ),
      "for i in 1..1000, j in 1..1000 return i * j",
      "process.exit()",
      "(function() { })()",
      "function(x) x + 1",
      "a +",
      " ",
      `a${" or a".repeat(900)}`,
      `${"(".repeat(900)}a${")".repeat(900)}`,
      "[".repeat(500) + "]".repeat(500),
      'replace(a, "(x+)+$", "")',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: other engines' own expression syntax.
      "${environment.services.exec()}",
      "{a: 1, b: a + a, c: b + b}.c",
      "distinct values(for i in 1..1000 return i)",
    ].map(conditionOf),
  ),
  ...named("expression elsewhere", [
    line(caught("a", condition("count(for i in 1..300000000 return i) > 1"))),
    line(userWith("a", multi("parallel", { times: "for i in 1..99999999 return i" }))),
    line(element("userTask", "a", extensions('<zeebe:assignmentDefinition assignee="=1 +"/>'))),
    line(userWith("a", "", '<zeebe:taskSchedule dueDate="=matches(a, &quot;(a+)+$&quot;)"/>')),
  ]),
  ...named(
    "script",
    ["javascript", "groovy", "python", "", "application/ecmascript", "feel"].map((format) =>
      line(element("scriptTask", "a", "<bpmn:script>process.exit()</bpmn:script>", `scriptFormat="${format}"`)),
    ),
  ),
];

/** Flows that can never come to an end. */
const flowModels = named("dead end", [
  bpmn(
    start(),
    xor("x"),
    user("a"),
    user("b"),
    and("j"),
    end(),
    "s > x",
    "x > a ? n",
    "x > b ? default",
    "a > j > e",
    "b > j",
  ),
  bpmn(start(), and("j"), user("a"), xor("x"), end(), "s > j > a > x", "x > j ? again", "x > e ? default"),
  bpmn(start(), user("a"), user("b"), end(), "s > a > b > a", "s > e"),
  bpmn(start(), user("a"), user("lost"), end(), "s > a > e", "lost > e"),
  bpmn(start(), race("g"), user("a"), end(), "s > g > a > e"),
  bpmn(user("a"), end(), "a > e", "e > a"),
  bpmn(start(), user("a"), boundary("b", "a", timer("timeDuration", "P1D")), and("j"), end(), "s > a > j > e", "b > j"),
  bpmn(start(), start("s2"), user("a"), end(), "s > a > e", "s2 > a"),
  bpmn(start(), element("userTask", "a"), end(), "s > a > e"),
  bpmn(start(), element("complexGateway", "a"), user("b"), user("c"), end(), "s > b > a > e", "s > c > a"),
]);

/** Texts that are refused before anything runs. */
export const REFUSED: readonly [name: string, xml: string][] = [
  ...xmlModels,
  ...nameModels,
  ...loopModels,
  ...countModels,
  ...feelModels,
  ...flowModels,
];

const forkBomb = (levels: number) => {
  const ids = range(1, levels).map((n) => `f${n}`);
  // Each fork sends two tokens to the next one, which lets each of them through.
  const twice = ids.slice(1).flatMap((id, index) => [`f${index + 1} > ${id}`, `f${index + 1} > t${id} > ${id}`]);
  const all = ids.flatMap((id, index) => [task(id), ...(index === 0 ? [] : [task(`t${id}`)])]);
  return bpmn(start(), user("go"), ...all, end(), "s > go > f1", ...twice, `f${levels} > e`);
};
const failsForEver = (...more: Parts) =>
  bpmn(
    errorDefinition("E"),
    start(),
    user("go"),
    sub("p1", start("s1"), end("oops", error("E")), "s1 > oops"),
    boundary("b", "p1", error("E")),
    ...more,
    end(),
    "s > go > p1 > e",
  );

/** Models whose harm shows only when they run: some step wants more than 1,000 moves, or more than may be opened. */
export const RUNAWAY: readonly [name: string, xml: string][] = [
  ...named("fork bomb", [10, 11, 12, 14].map(forkBomb)),
  ...named("error for ever", [
    failsForEver("b > p1"),
    failsForEver(task("n"), "b > n > p1"),
    failsForEver(xor("x"), "b > x", "x > p1 ? again", "x > e ? default"),
  ]),
  ...named("instances known at run time", [
    bpmn(start(), user("go"), userWith("a", multi("parallel", { times: "n" })), end(), "s > go > a > e"),
    bpmn(start(), user("go"), element("task", "a", multi("sequential", { times: "n" })), end(), "s > go > a > e"),
    bpmn(
      start(),
      user("go"),
      userWith("a", multi("parallel", { inputCollection: "=list", inputElement: "i" })),
      end(),
      "s > go > a > e",
    ),
    bpmn(
      start(),
      user("go"),
      subWith(
        "p1",
        multi("parallel", { times: "50" }),
        start("s1"),
        userWith("a", multi("parallel", { times: "50" })),
        end("e1"),
        "s1 > a > e1",
      ),
      end(),
      "s > go > p1 > e",
    ),
  ]),
  ...named("storm", [
    bpmn(
      signalDefinition("S"),
      start(),
      user("go"),
      thrown("t", signal("S")),
      user("last"),
      end(),
      eventSub("h", onEvent("s1", signal("S"), false), thrown("t1", signal("S")), end("e1"), "s1 > t1 > e1"),
      "s > go > t > last > e",
    ),
    bpmn(
      escalationDefinition("X"),
      start(),
      user("go"),
      sub("p1", start("s1"), thrown("t", escalation("X")), user("in"), end("e1"), "s1 > t > in > e1"),
      boundary("b", "p1", escalation("X")),
      end(),
      "s > go > p1 > e",
      "b > p1",
    ),
  ]),
];
