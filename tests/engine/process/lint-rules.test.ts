import { readdirSync, readFileSync } from "node:fs";
import test from "ava";
import { checkProcess, type Problem } from "../../../engine/process/index.ts";
import {
  and,
  boundary,
  bpmn,
  call,
  caught,
  compensate,
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
  message,
  messageDefinition,
  multi,
  onEvent,
  otherProcess,
  race,
  signal,
  signalDefinition,
  standardLoop,
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

const AT = "2026-03-01T01:00:00.000Z";

/** For one rule: a model that breaks it, what of its message an officer needs, and the model put right. */
type Example = { wrong: string; message: RegExp; right: string; severity?: Problem["severity"] };

const line = (...parts: Parameters<typeof bpmn>) => bpmn(start(), ...parts, end(), "s > a > e");
const choice = (first: string, second: string) =>
  bpmn(
    start(),
    xor("x"),
    user("a"),
    user("b"),
    user("c"),
    end(),
    "s > x",
    first,
    second,
    "x > c ? default",
    "a > e",
    "b > e",
    "c > e",
  );
const reviews = (join: ReturnType<typeof xor>) =>
  bpmn(start(), and("f"), user("a"), user("b"), join, user("next"), end(), "s > f > a > j > next > e", "f > b > j");
const complex = (content: string) =>
  bpmn(
    start(),
    and("f"),
    user("a"),
    user("b"),
    element("complexGateway", "j", content),
    end(),
    "s > f > a > j > e",
    "f > b > j",
  );
const undo = (activity: string | undefined, ...more: Parameters<typeof bpmn>) =>
  bpmn(start(), user("a"), thrown("t", compensate(activity)), end(), "s > a > t > e", ...more);
const undoCall = (activity: string | undefined, ...more: Parameters<typeof bpmn>) =>
  bpmn(
    start(),
    call("c", "q"),
    thrown("t", compensate(activity)),
    end(),
    "s > c > t > e",
    otherProcess("q", start("qs"), user("b"), end("qe"), "qs > b > qe", ...more),
  );
const inside = (code: string) => sub("p1", start("s1"), user("in"), end("oops", error(code)), "s1 > in > oops");

const EXAMPLES: Record<string, Example[]> = {
  "loop-bounded": [
    {
      wrong: line(userWith("a", multi("parallel", {}))),
      message: /“a”是多实例，但没有写明次数或集合/,
      right: line(userWith("a", multi("parallel", { inputCollection: "=people", inputElement: "who" }))),
    },
    {
      wrong: line(userWith("a", multi("parallel", { times: "=1000000" }))),
      message: /“a”的多实例次数是 1000000，最多 1000/,
      right: line(userWith("a", multi("parallel", { times: "=12" }))),
    },
    {
      wrong: line(userWith("a", multi("sequential", { times: "10 * 1000" }))),
      message: /10000，最多 1000/,
      right: line(userWith("a", multi("sequential", { times: "count" }))),
    },
    {
      wrong: line(userWith("a", multi("parallel", { times: "-3" }))),
      message: /不是自然数/,
      right: line(userWith("a", multi("parallel", { times: "1" }))),
    },
    {
      wrong: line(userWith("a", multi("parallel", { times: "0" }))),
      message: /永远不会办理/,
      right: line(userWith("a", multi("parallel", { times: "1" }))),
      severity: "warning",
    },
    {
      wrong: line(userWith("a", multi("parallel", { inputCollection: '="abc"', inputElement: "x" }))),
      message: /不是列表/,
      right: line(userWith("a", multi("parallel", { inputCollection: '=["a","b"]', inputElement: "x" }))),
    },
    {
      wrong: line(userWith("a", standardLoop())),
      message: /“a”的标准循环没有循环条件也没有最多次数/,
      right: line(userWith("a", standardLoop("again"))),
    },
    {
      wrong: line(element("task", "a", standardLoop("again"))),
      message: /请填写最多次数/,
      right: line(element("task", "a", standardLoop("again", 'loopMaximum="5"'))),
    },
    {
      wrong: line(userWith("a", standardLoop("again", 'loopMaximum="99999"'))),
      message: /最多 1000 次/,
      right: line(userWith("a", standardLoop("again", 'loopMaximum="9"'))),
    },
  ],
  "condition-effective": [
    {
      wrong: bpmn(
        start(),
        and("f"),
        user("a"),
        user("b"),
        and("j"),
        end(),
        "s > f",
        "f > a ? n > 1",
        "f > b",
        "a > j > e",
        "b > j",
      ),
      message: /“f”之后的连线“f_a”上的条件不起作用/,
      right: bpmn(start(), and("f"), user("a"), user("b"), and("j"), end(), "s > f > a", "f > b", "a > j > e", "b > j"),
    },
    {
      wrong: choice("x > a ? n > 1", "x > b ? =n  > 1"),
      message: /“x_a”和“x_b”条件相同/,
      right: choice("x > a ? n > 1", "x > b ? n < 1"),
    },
    {
      wrong: choice("x > a ? true", "x > b ? n < 1"),
      message: /“x_a”的条件“true”总是成立/,
      right: choice("x > a ? ready", "x > b ? n < 1"),
      severity: "warning",
    },
    {
      wrong: choice("x > a ? =1 > 2", "x > b ? n < 1"),
      message: /永远不成立/,
      right: choice("x > a ? n > 2", "x > b ? n < 1"),
      severity: "warning",
    },
  ],
  "event-defined": [
    {
      wrong: line(caught("a", "<bpmn:signalEventDefinition />")),
      message: /“a”没有指定信号/,
      right: line(signalDefinition("S"), caught("a", signal("S"))),
    },
    {
      wrong: line(caught("a", "<bpmn:conditionalEventDefinition />")),
      message: /“a”没有指定条件/,
      right: line(caught("a", condition("n > 1"))),
    },
    {
      wrong: line(thrown("a", escalation())),
      message: /“a”没有指定升级代码/,
      right: bpmn(
        escalationDefinition("E"),
        start(),
        sub("p1", start("s1"), user("in"), thrown("a", escalation("E")), end("e1"), "s1 > in > a > e1"),
        boundary("b", "p1", escalation("E"), false),
        end(),
        end("e2"),
        "s > p1 > e",
        "b > e2",
      ),
    },
    {
      wrong: bpmn(start(), user("a"), end("e", error()), "s > a > e"),
      message: /“e”没有指定错误代码/,
      right: bpmn(
        errorDefinition("E"),
        start(),
        inside("E"),
        boundary("b", "p1", error()),
        end(),
        "s > p1 > e",
        "b > e",
      ),
    },
  ],
  "thrown-caught": [
    {
      wrong: bpmn(
        errorDefinition("E"),
        errorDefinition("F"),
        start(),
        inside("E"),
        boundary("b", "p1", error("F")),
        end(),
        "s > p1 > e",
        "b > e",
      ),
      message: /“oops”抛出的错误“E”没有任何地方捕获/,
      right: bpmn(
        errorDefinition("E"),
        start(),
        inside("E"),
        boundary("b", "p1", error("E")),
        end(),
        "s > p1 > e",
        "b > e",
      ),
      severity: "warning",
    },
    {
      wrong: bpmn(errorDefinition("E"), start(), user("a"), end("e", error("E")), "s > a > e"),
      message: /“e”抛出的错误“E”.*错误边界事件/,
      right: bpmn(
        errorDefinition("E"),
        start(),
        user("a"),
        end("e", error("E")),
        eventSub("h", onEvent("s1", error("E")), user("mend"), end("e1"), "s1 > mend > e1"),
        "s > a > e",
      ),
      severity: "warning",
    },
  ],
  "link-paired": [
    {
      wrong: bpmn(
        start(),
        user("a"),
        thrown("t", link("x")),
        caught("c", link("y")),
        user("b"),
        end(),
        "s > a > t",
        "c > b > e",
      ),
      message: /“t”（链接“x”）没有对应的捕获链接事件/,
      right: bpmn(
        start(),
        user("a"),
        thrown("t", link("x")),
        caught("c", link("x")),
        user("b"),
        end(),
        "s > a > t",
        "c > b > e",
      ),
    },
    {
      wrong: bpmn(start(), user("a"), caught("c", link("y")), user("b"), end(), "s > a > e", "c > b > e"),
      message: /“c”（链接“y”）没有同名的抛出链接事件/,
      right: bpmn(start(), user("a"), end(), "s > a > e"),
    },
    {
      wrong: bpmn(
        start(),
        user("a"),
        thrown("t", link("x")),
        caught("c", link("x")),
        caught("d", link("x")),
        end(),
        "s > a > t",
        "c > e",
        "d > e",
      ),
      message: /几个同名/,
      right: bpmn(start(), user("a"), thrown("t", link("x")), caught("c", link("x")), end(), "s > a > t", "c > e"),
    },
  ],
  "compensation-handled": [
    {
      wrong: undo(undefined),
      message: /“t”所在的流程没有可补偿的活动/,
      right: undo(undefined, undoneBy("a", "u")),
    },
    {
      wrong: undo("a"),
      message: /“t”要补偿的活动“a”没有补偿任务/,
      right: undo("a", undoneBy("a", "u")),
    },
    {
      wrong: undo(
        undefined,
        undoneBy("a", "u"),
        element("serviceTask", "lost", extensions('<zeebe:taskDefinition type="x" />'), 'isForCompensation="true"'),
      ),
      message: /补偿任务“lost”没有连到任何补偿边界事件/,
      right: undo(undefined, undoneBy("a", "u")),
    },
    {
      wrong: undo(undefined, undoneBy("a", "u"), user("more"), "u > more > e"),
      message: /补偿任务“u”不能有连线/,
      right: undo(undefined, undoneBy("a", "u")),
    },
    {
      wrong: bpmn(
        start(),
        sub("p1", start("s1"), user("b"), end("e1"), "s1 > b > e1", undoneBy("b", "u")),
        thrown("t", compensate("b")),
        end(),
        "s > p1 > t > e",
      ),
      message: /“t”不能补偿别的流程或子流程里的活动“b”/,
      right: bpmn(
        start(),
        sub("p1", start("s1"), user("b"), end("e1"), "s1 > b > e1", undoneBy("b", "u")),
        thrown("t", compensate("p1")),
        end(),
        "s > p1 > t > e",
      ),
    },
    {
      wrong: undoCall(undefined),
      message: /“t”所在的流程没有可补偿的活动/,
      right: undoCall(undefined, undoneBy("b", "u")),
    },
    {
      wrong: undoCall("c"),
      message: /“t”要补偿的活动“c”没有补偿任务/,
      right: undoCall("c", undoneBy("b", "u")),
    },
  ],
  "event-sub-process-apart": [
    {
      wrong: bpmn(
        messageDefinition("M", "m"),
        start(),
        user("a"),
        eventSub("h", onEvent("s1", message("M")), user("b"), end("e1"), "s1 > b > e1"),
        end(),
        "s > a > h > e",
      ),
      message: /“h”由事件触发，不能有连线/,
      right: bpmn(
        messageDefinition("M", "m"),
        start(),
        user("a"),
        eventSub("h", onEvent("s1", message("M")), user("b"), end("e1"), "s1 > b > e1"),
        end(),
        "s > a > e",
      ),
    },
    {
      wrong: bpmn(
        errorDefinition("E"),
        start(),
        user("a"),
        eventSub("h", onEvent("s1", error("E"), false), user("b"), end("e1"), "s1 > b > e1"),
        end(),
        "s > a > e",
      ),
      message: /“h”由错误或补偿触发，必须是中断的/,
      right: bpmn(
        errorDefinition("E"),
        start(),
        user("a"),
        eventSub("h", onEvent("s1", error("E")), user("b"), end("e1"), "s1 > b > e1"),
        end(),
        "s > a > e",
      ),
    },
  ],
  "event-gateway-distinct": [
    {
      wrong: bpmn(
        messageDefinition("M", "m"),
        start(),
        race("g"),
        caught("c", message("M")),
        caught("d", message("M")),
        end(),
        "s > g > c > e",
        "g > d > e",
      ),
      message: /“g”后面有两个事件等待同一个消息“m”/,
      right: bpmn(
        messageDefinition("M", "m"),
        start(),
        race("g"),
        caught("c", message("M")),
        caught("d", timer("timeDuration", "P1D")),
        end(),
        "s > g > c > e",
        "g > d > e",
      ),
    },
  ],
  "call-acyclic": [
    {
      wrong: bpmn(start(), user("a"), call("c", "q"), end(), "s > a > c > e").replace(
        "<bpmn:process ",
        `${otherProcess("q", start("s2"), user("b"), call("d", "q"), end("e2"), "s2 > b > d > e2")}<bpmn:process `,
      ),
      message: /“d”使流程直接或间接地调用自己/,
      right: bpmn(
        otherProcess("q", start("s2"), user("b"), end("e2"), "s2 > b > e2"),
        start(),
        call("c", "q"),
        end(),
        "s > c > e",
      ),
    },
  ],
  "call-known": [
    {
      wrong: line(call("a", "gone")),
      message: /“a”要调用的流程“gone”找不到/,
      right: bpmn(
        otherProcess("gone", start("s2"), user("b"), end("e2"), "s2 > b > e2"),
        start(),
        call("a", "gone"),
        end(),
        "s > a > e",
      ),
    },
    {
      wrong: line(call("a", "=which")),
      message: /“a”用表达式指定流程，本系统在发布时就要确定/,
      right: line(user("a")),
    },
    {
      wrong: line(call("a", "gone", "", 'bindingType="versionTag" versionTag="blue"')),
      message: /“a”要调用的流程“gone”（版本标签 blue）找不到/,
      right: line(user("a")),
    },
  ],
  "decision-known": [
    {
      wrong: line(
        element("businessRuleTask", "a", extensions('<zeebe:calledDecision decisionId="=which" resultVariable="r" />')),
      ),
      message: /“a”用表达式指定决策，本系统在发布时就要确定/,
      right: line(user("a")),
    },
    {
      wrong: line(
        element("businessRuleTask", "a", extensions('<zeebe:calledDecision decisionId="gone" resultVariable="r" />')),
      ),
      message: /“a”要调用的决策“gone”找不到/,
      right: line(element("businessRuleTask", "a", extensions('<zeebe:taskDefinition type="x" />'))),
    },
  ],
  "rule-task-decides": [
    {
      wrong: line(element("businessRuleTask", "a")),
      message: /“a”没有指定决策/,
      right: line(element("businessRuleTask", "a", extensions('<zeebe:taskDefinition type="x" />'))),
    },
  ],
  "complex-activates": [
    {
      wrong: complex(""),
      message: /“j”没有激活条件/,
      right: complex(
        '<bpmn:activationCondition xsi:type="bpmn:tFormalExpression">=activationCount >= 2</bpmn:activationCondition>',
      ),
    },
  ],
  "beside-returns": [
    {
      wrong: bpmn(
        start(),
        user("a"),
        boundary("b", "a", timer("timeDuration", "P1D"), false),
        task("n"),
        end(),
        "s > a > e",
        "b > n > a",
      ),
      message: /“b”是不中断的边界事件，它引出的分支又回到了“a”/,
      right: bpmn(
        start(),
        user("a"),
        boundary("b", "a", timer("timeDuration", "P1D"), false),
        task("n"),
        end(),
        end("e2"),
        "s > a > e",
        "b > n > e2",
      ),
    },
    {
      wrong: bpmn(
        start(),
        user("a"),
        boundary("b", "a", timer("timeDuration", "P1D"), false),
        user("next"),
        xor("x"),
        end(),
        "s > a > next > x",
        "b > next",
        "x > a ? again",
        "x > e ? default",
      ),
      message: /之后的节点会办理多次/,
      right: bpmn(
        start(),
        user("a"),
        user("next"),
        xor("x"),
        end(),
        "s > a > next > x",
        "x > a ? again",
        "x > e ? default",
      ),
      severity: "warning",
    },
  ],
  "merge-synchronized": [
    {
      wrong: reviews(xor("j")),
      message: /“f”之后并行的分支在节点“j”直接汇合/,
      right: reviews(and("j")),
      severity: "warning",
    },
    {
      wrong: reviews(task("j")),
      message: /“j”.*办理多次/,
      right: reviews(element("inclusiveGateway", "j")),
      severity: "warning",
    },
  ],
  "timer-pace": [
    {
      wrong: bpmn(start("s", timer("timeCycle", "R/PT10S")), user("a"), end(), "s > a > e"),
      message: /“s”的循环“R\/PT10S”间隔不到一分钟/,
      right: bpmn(start("s", timer("timeCycle", "R/PT10M")), user("a"), end(), "s > a > e"),
    },
    {
      wrong: line(caught("a", timer("timeDate", "2026-02-01T09:00:00+08:00"))),
      message: /“a”的日期“2026-02-01T09:00:00\+08:00”已经过去/,
      right: line(caught("a", timer("timeDate", "2026-03-02"))),
      severity: "warning",
    },
  ],
  "feel-valid": [
    {
      wrong: line(userWith("a", multi("parallel", { times: "n +" }))),
      message: /“a”的表达式有误/,
      right: line(userWith("a", multi("parallel", { times: "n + 1" }))),
    },
    {
      wrong: line(caught("a", condition("n >"))),
      message: /“a”的表达式有误/,
      right: line(caught("a", condition("n > 1"))),
    },
    {
      wrong: line(userWith("a", multi("parallel", { times: "2", until: "for i in 1..99999999 return i" }))),
      message: /区间/,
      right: line(userWith("a", multi("parallel", { times: "2", until: "numberOfCompletedInstances > 0" }))),
    },
  ],
  "join-completes": [
    {
      wrong: bpmn(start(), and("j"), user("a"), xor("x"), end(), "s > j > a > x", "x > j ? again", "x > e ? default"),
      message: /“j”永远等不齐.*自己之后/,
      right: bpmn(start(), xor("j"), user("a"), xor("x"), end(), "s > j > a > x", "x > j ? again", "x > e ? default"),
    },
    {
      wrong: bpmn(
        start(),
        user("a"),
        boundary("b", "a", timer("timeDuration", "P1D")),
        and("j"),
        end(),
        "s > a > j > e",
        "b > j",
      ),
      message: /“j”永远等不齐/,
      right: bpmn(
        start(),
        user("a"),
        boundary("b", "a", timer("timeDuration", "P1D")),
        xor("j"),
        end(),
        "s > a > j > e",
        "b > j",
      ),
    },
  ],
};

for (const [rule, examples] of Object.entries(EXAMPLES)) {
  for (const [index, { wrong, message, right, severity = "error" }] of examples.entries()) {
    test(`lint ${rule} (${index}): the broken model is named by its node, the mended one passes`, async (t) => {
      const found = (await checkProcess(wrong, undefined, undefined, AT)).problems.filter((each) => each.rule === rule);
      t.true(found.length > 0, JSON.stringify(await checkProcess(wrong)));
      t.regex(found.map((problem) => problem.message.replace(/（[a-z]\w*）/g, "")).join("\n"), message);
      t.is(found[0]?.severity, severity);
      t.truthy(found[0]?.nodeId);
      t.regex(found[0]?.message ?? "", /请/);
      t.deepEqual((await checkProcess(right, undefined, undefined, AT)).problems, []);
    });
  }
}

test("every lint rule has a broken example", (t) => {
  const folder = new URL("../../../engine/process/lint/", import.meta.url);
  const named = readdirSync(folder).flatMap((file) =>
    [...readFileSync(new URL(file, folder), "utf8").matchAll(/\b(?:error|warning)\(\s*"([a-z-]+)"/g)].map(
      (match) => match[1],
    ),
  );
  const others =
    readFileSync(new URL("lint.test.ts", import.meta.url), "utf8") +
    readFileSync(new URL("hostile.test.ts", import.meta.url), "utf8");
  t.true(new Set(named).size > 25);
  t.deepEqual(
    [...new Set(named)].filter((rule) => rule !== undefined && !EXAMPLES[rule] && !others.includes(`"${rule}"`)),
    [],
  );
});
