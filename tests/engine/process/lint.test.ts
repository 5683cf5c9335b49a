import test from "ava";
import { checkProcess, type Problem } from "../../../engine/process/index.ts";
import {
  and,
  boundary,
  bpmn,
  element,
  end,
  extensions,
  message,
  messageDefinition,
  or,
  race,
  service,
  start,
  sub,
  task,
  timer,
  user,
  xor,
} from "./bpmn.ts";

const caught = (id: string, content: string) => element("intermediateCatchEvent", id, content);

const handed = (owner: string) =>
  element(
    "userTask",
    "a",
    extensions(`<zeebe:assignmentDefinition candidateGroups="g" /><tianbao:recordState owner="${owner}" />`),
  );

/** For each rule a broken model, and what of its message an officer needs. */
const BROKEN: [rule: string, xml: string, severity: Problem["severity"], message: RegExp][] = [
  ["one-start", bpmn(user("a"), user("b"), end(), "a > e", "b > e"), "error", /没有开始事件/],
  ["one-start", bpmn(user("a"), end(), "a > e"), "warning", /没有开始事件，将从没有连线进入的节点开始/],
  ["one-start", bpmn(start(), sub("p1", user("a"), user("b")), end(), "s > p1 > e"), "warning", /“p1”.*没有开始事件/],
  ["call-known", bpmn(start(), element("callActivity", "c"), end(), "s > c > e"), "error", /“c”.*没有指定要调用的流程/],
  ["record-owner", bpmn(start(), handed("district"), end(), "s > a > e"), "error", /“a”.*owner.*starter/],
  ["feel-valid", bpmn(start(), handed("=district +"), end(), "s > a > e"), "error", /“a”.*的表达式有误/],
  ["one-start", bpmn(start(), start("s2"), user("a"), end(), "s > a > e", "s2 > a"), "error", /2 个普通开始事件/],
  [
    "one-start",
    bpmn(start(), sub("p1", start("s1", timer("timeDuration", "P1D")), end("e1"), "s1 > e1"), end(), "s > p1 > e"),
    "error",
    /“p1”.*只能有一个普通开始事件/,
  ],
  ["node-connected", bpmn(start(), user("a"), end(), "s > a > e", "a > s"), "error", /“s”.*开始事件.*不能有连线进入/],
  ["node-connected", bpmn(start(), user("a"), end(), user("b"), "s > a > e > b"), "error", /“e”.*结束事件/],
  [
    "node-connected",
    bpmn(start(), task("a"), boundary("due", "a", timer("timeDuration", "P1D")), end(), "s > a > e", "due > e"),
    "error",
    /“due”.*会等待的任务/,
  ],
  [
    "node-connected",
    bpmn(start(), race("g"), user("a"), caught("w", timer("timeDuration", "P1D")), end(), "s > g > a > e", "g > w > e"),
    "error",
    /“g”.*“a”/,
  ],
  [
    "node-connected",
    bpmn(start(), race("g"), caught("w", timer("timeDuration", "P1D")), end(), "s > g > w > e"),
    "error",
    /至少要有两条/,
  ],
  [
    "reachable-node",
    bpmn(start(), user("a"), user("lost"), end(), "s > a > e", "lost > e"),
    "error",
    /“lost”.*永远不会到达/,
  ],
  ["reaches-end", bpmn(start(), user("a"), user("b"), end(), "s > a > b > a", "s > e"), "error", /“(a|b)”.*走不到结束/],
  [
    "loop-waits",
    bpmn(start(), xor("x"), task("n"), end(), "s > x", "x > n ? again", "n > x", "x > e ? default"),
    "error",
    /不停顿的循环/,
  ],
  [
    "join-completes",
    bpmn(
      start(),
      xor("x"),
      user("a"),
      user("b"),
      and("j"),
      end(),
      "s > x",
      "x > a ? ok",
      "x > b ? default",
      "a > j > e",
      "b > j",
    ),
    "error",
    /“j”.*永远等不齐/,
  ],
  [
    "join-completes",
    bpmn(
      start(),
      and("f"),
      xor("x"),
      user("a"),
      user("b"),
      user("c"),
      and("j"),
      end(),
      "s > f > x",
      "x > a ? ok",
      "x > b ? default",
      "f > c > j",
      "a > j > e",
      "b > j",
    ),
    "error",
    /“j”.*永远等不齐/,
  ],
  [
    "join-completes",
    bpmn(
      start(),
      or("f"),
      user("a"),
      user("b"),
      and("j"),
      end(),
      "s > f",
      "f > a ? ok",
      "f > b ? default",
      "a > j > e",
      "b > j",
    ),
    "warning",
    /可能等不齐/,
  ],
  [
    "gateway-default",
    bpmn(start(), xor("x"), user("a"), user("b"), end(), "s > x", "x > a ? n = 1", "x > b ? n = 2", "a > e", "b > e"),
    "warning",
    /“x”.*没有默认连线/,
  ],
  [
    "gateway-default",
    bpmn(start(), xor("x"), user("a"), user("b"), end(), "s > x > a", "x > b ? default", "a > e", "b > e"),
    "error",
    /“x_a”既没有条件/,
  ],
  [
    "default-flow",
    bpmn(
      start(),
      xor("x"),
      user("a"),
      user("b"),
      end(),
      "s > x",
      "x > a ? n = 1",
      "x > b ? default",
      "a > e",
      "b > e",
    ).replace(
      '<bpmn:sequenceFlow id="x_b" sourceRef="x" targetRef="b" />',
      '<bpmn:sequenceFlow id="x_b" sourceRef="x" targetRef="b"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">n = 3</bpmn:conditionExpression></bpmn:sequenceFlow>',
    ),
    "error",
    /“x_b”不能再写条件/,
  ],
  [
    "feel-valid",
    bpmn(start(), xor("x"), user("a"), end(), "s > x", "x > a ? =n >", "x > e ? default", "a > e"),
    "error",
    /“x”.*“x_a”的条件有误.*语法错误/,
  ],
  [
    "timer-valid",
    bpmn(start(), caught("w", timer("timeDuration", "3天")), end(), "s > w > e"),
    "error",
    /“w”.*“3天”.*P3D/,
  ],
  ["timer-valid", bpmn(start(), caught("w", timer("timeDuration", "PT0S")), end(), "s > w > e"), "error", /时长为零/],
  ["timer-valid", bpmn(start(), caught("w", timer("timeDate", "明天")), end(), "s > w > e"), "error", /日期“明天”/],
  [
    "timer-valid",
    bpmn(start(), caught("w", timer("timeCycle", "R3/PT1H")), end(), "s > w > e"),
    "error",
    /只能触发一次/,
  ],
  [
    "timer-valid",
    bpmn(start(), caught("w", "<bpmn:timerEventDefinition />"), end(), "s > w > e"),
    "error",
    /没有设置时间/,
  ],
  [
    "message-named",
    bpmn(start(), caught("w", "<bpmn:messageEventDefinition />"), end(), "s > w > e"),
    "error",
    /“w”.*没有指定消息/,
  ],
  ["message-named", bpmn(start(), element("sendTask", "w"), end(), "s > w > e"), "error", /“w”.*没有指定消息/],
  ["job-typed", bpmn(start(), element("serviceTask", "w"), end(), "s > w > e"), "error", /“w”.*没有指定处理程序/],
  [
    "job-typed",
    bpmn(
      start(),
      element("serviceTask", "w", extensions('<zeebe:taskDefinition type="x" retries="many" />')),
      end(),
      "s > w > e",
    ),
    "error",
    /重试次数/,
  ],
  ["task-assigned", bpmn(start(), element("userTask", "a"), end(), "s > a > e"), "error", /“a”.*没有指定办理人/],
  [
    "task-settings",
    bpmn(start(), user("a", '<tianbao:quorum rule="most" />'), end(), "s > a > e"),
    "error",
    /rule="most"/,
  ],
  ["task-settings", bpmn(start(), user("a", '<tianbao:quorum rule="share" />'), end(), "s > a > e"), "error", /大于 0/],
  [
    "task-settings",
    bpmn(start(), user("a", '<tianbao:assignment role="r" unit="level" />'), end(), "s > a > e"),
    "error",
    /必须选择层级/,
  ],
  [
    "task-settings",
    bpmn(
      start(),
      user(
        "a",
        '<tianbao:outcomes><tianbao:outcome key="b" label="退回" kind="return" target="gone" /></tianbao:outcomes>',
      ),
      end(),
      "s > a > e",
    ),
    "error",
    /只能退回到用户任务，“gone”/,
  ],
  [
    "task-settings",
    bpmn(
      start(),
      user("a", '<tianbao:outcomes><tianbao:outcome key="b" /><tianbao:outcome key="b" /></tianbao:outcomes>'),
      end(),
      "s > a > e",
    ),
    "error",
    /两个办理结果/,
  ],
  [
    "element-supported",
    bpmn(start(), user("a", '<zeebe:priorityDefinition priority="3" />'), end(), "s > a > e"),
    "error",
    /zeebe:PriorityDefinition/,
  ],
  [
    "one-start",
    bpmn(start(), element("subProcess", "a", "", 'triggeredByEvent="true"'), end(), "s > e"),
    "error",
    /事件子流程“a”.*恰好有一个/,
  ],
  [
    "element-supported",
    bpmn(start(), element("task", "a", "<bpmn:multiInstanceLoopCharacteristics />"), end(), "s > a > e"),
    "error",
    /多实例/,
  ],
  [
    "element-supported",
    bpmn(start(), element("endEvent", "e", "<bpmn:cancelEventDefinition />"), "s > e"),
    "error",
    /“e”.*Cancel EndEvent/,
  ],
  [
    "extension-known",
    bpmn(start(), user("a"), end(), "s > a > e").replace(
      'id="a"',
      'id="a" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" camunda:assignee="x"',
    ),
    "warning",
    /camunda:assignee/,
  ],
];

for (const [index, [rule, xml, severity, expected]] of BROKEN.entries()) {
  test(`lint ${rule} (${index}) names the node and the way out`, async (t) => {
    const { problems } = await checkProcess(xml);
    const found = problems.filter((problem) => problem.rule === rule);
    t.true(found.length > 0, JSON.stringify(problems));
    t.regex(found.map((problem) => problem.message).join("\n"), expected);
    t.is(found[0]?.severity, severity);
    t.truthy(found[0]?.nodeId);
  });
}

test("a model that uses everything rightly has no problem", async (t) => {
  const xml = bpmn(
    messageDefinition("M", "replied", "=code"),
    start(),
    start("monthly", timer("timeCycle", "R/P1M")),
    user("fill", '<tianbao:quorum rule="number" value="2" order="sequential" />'),
    boundary("remind", "fill", timer("timeCycle", "R3/P1D"), false),
    and("f"),
    service("job"),
    sub("p1", start("s1"), user("inner"), end("e1"), "s1 > inner > e1"),
    boundary("stop", "p1", message("M")),
    and("j"),
    race("g"),
    caught("reply", message("M")),
    caught("late", timer("timeDuration", "P9D")),
    xor("x"),
    or("o"),
    or("oj"),
    user("o1"),
    user("o2"),
    end(),
    end("e2"),
    "s > fill",
    "monthly > fill",
    "remind > e2",
    "fill > f > job > j > g > reply > x",
    "f > p1 > j",
    "stop > e2",
    "g > late > x",
    'x > fill ? =outcome = "back"',
    "x > o ? default",
    "o > o1 ? amount > 1",
    "o > o2 ? default",
    "o1 > oj > e",
    "o2 > oj",
  );
  t.deepEqual((await checkProcess(xml)).problems, []);
});

test("errors come before warnings", async (t) => {
  const xml = bpmn(
    start(),
    xor("x"),
    element("userTask", "a"),
    user("b"),
    end(),
    "s > x",
    "x > a ? n = 1",
    "x > b ? n = 2",
    "a > e",
    "b > e",
  );
  t.deepEqual(
    (await checkProcess(xml)).problems.map((problem) => problem.severity),
    ["error", "warning"],
  );
});

test("a task of the starter needs nobody else", async (t) => {
  const who = extensions('<tianbao:assignment starter="true" />');
  t.deepEqual((await checkProcess(bpmn(start(), element("userTask", "a", who), end(), "s > a > e"))).problems, []);
});
