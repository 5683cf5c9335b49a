import test from "ava";
import fc from "fast-check";
import { checkProcess } from "../../../engine/process/index.ts";
import { withinCpu } from "../../support/cpu.ts";
import { and, boundary, bpmn, element, end, extensions, start, task, timer, user, xor } from "./bpmn.ts";

const GOOD = bpmn(
  start(),
  user("a"),
  boundary("due", "a", timer("timeDuration", "P1D")),
  xor("x"),
  end(),
  "s > a > x",
  "x > a ? again",
  "x > e ? default",
  "due > e",
);

const inProcess = (content: string) => GOOD.replace("</bpmn:process>", `${content}</bpmn:process>`);
const withNode = (content: string) => GOOD.replace('<bpmn:endEvent id="e"', `${content}<bpmn:endEvent id="e"`);

/** Hostile or broken texts by name, and the rule each must break. */
const HOSTILE: Record<string, [xml: string, rule: string]> = {
  doctype: [GOOD.replace("<bpmn:definitions", "<!DOCTYPE d><bpmn:definitions"), "xml-doctype"],
  "doctype in small letters": [`<!doctype html>${GOOD}`, "xml-doctype"],
  "entity declaration": [`<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${GOOD}`, "xml-doctype"],
  "billion laughs": [`<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>${GOOD}`, "xml-doctype"],
  "unknown entity": [GOOD.replace("测试流程", "&xxe;"), "xml-entity"],
  "too large": [`${GOOD}<!--${"x".repeat(1_000_000)}-->`, "xml-size"],
  "too many elements": [inProcess('<bpmn:task id="q"/>'.repeat(20_001)), "xml-size"],
  "20,000 deep": [inProcess("<bpmn:subProcess>".repeat(20_000)), "xml-depth"],
  "deep and closed": [inProcess(`${"<bpmn:subProcess>".repeat(60)}${"</bpmn:subProcess>".repeat(60)}`), "xml-depth"],
  "quotes that never end": [inProcess(`<bpmn:task id="${"<".repeat(200_000)}`), "xml-invalid"],
  "tags that never end": [inProcess("<a".repeat(200_000)), "xml-invalid"],
  "comments that never end": [inProcess("<!--".repeat(200_000)), "xml-invalid"],
  "no xml": ["这不是流程图", "xml-invalid"],
  empty: ["", "xml-invalid"],
  "other root": ["<a/>", "xml-invalid"],
  "other namespace": [GOOD.replace("20100524/MODEL", "20990524/MODEL"), "xml-invalid"],
  "no process": [GOOD.replace(/<bpmn:process[\s\S]*<\/bpmn:process>/, ""), "process-one"],
  "two processes": [
    GOOD.replace("</bpmn:process>", '</bpmn:process><bpmn:process id="q" isExecutable="true"/>'),
    "process-one",
  ],
  "duplicate id": [inProcess('<bpmn:task id="a"/>'), "xml-duplicate-id"],
  "dangling target": [GOOD.replace('targetRef="a"', 'targetRef="nowhere"'), "xml-dangling"],
  "dangling source": [GOOD.replace('sourceRef="s"', 'sourceRef="nowhere"'), "xml-dangling"],
  "empty target": [GOOD.replace('targetRef="a"', 'targetRef=""'), "xml-dangling"],
  "no target": [GOOD.replace('targetRef="a"', ""), "xml-dangling"],
  "dangling default": [GOOD.replace('default="x_e"', 'default="nowhere"'), "xml-dangling"],
  "dangling host": [GOOD.replace('attachedToRef="a"', 'attachedToRef="nowhere"'), "xml-dangling"],
  "dangling message": [withNode('<bpmn:receiveTask id="r" messageRef="nowhere"/>'), "xml-dangling"],
  "dangling lane member": [
    inProcess(
      '<bpmn:laneSet><bpmn:lane id="l"><bpmn:flowNodeRef>nowhere</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>',
    ),
    "xml-dangling",
  ],
  "flow to the process": [GOOD.replace('targetRef="a"', 'targetRef="p"'), "flow-scope"],
  "flow into a sub-process": [
    bpmn(
      start(),
      element(
        "subProcess",
        "p1",
        '<bpmn:startEvent id="s1"/><bpmn:task id="in"/><bpmn:sequenceFlow id="i" sourceRef="s1" targetRef="in"/>',
      ),
      end(),
      "s > p1 > e",
      "s > in",
    ),
    "flow-scope",
  ],
  "unknown attribute": [GOOD.replace('isExecutable="true"', 'onload="x"'), "xml-unknown"],
  "unknown element": [withNode("<bpmn:shellTask/>"), "xml-unknown"],
  "id of every object": [bpmn(start(), user("constructor"), end(), "s > constructor > e"), "xml-id"],
  "id __proto__": [bpmn(start(), user("__proto__"), end(), "s > __proto__ > e"), "xml-id"],
  "no id": [withNode('<bpmn:task name="没有编号"/>'), "xml-id"],
  "script task": [
    bpmn(
      start(),
      element("scriptTask", "a", "<bpmn:script>process.exit()</bpmn:script>", 'scriptFormat="javascript"'),
      end(),
      "s > a > e",
    ),
    "no-script",
  ],
  "script in Python": [
    bpmn(
      start(),
      element("scriptTask", "a", "<bpmn:script>exit()</bpmn:script>", 'scriptFormat="python"'),
      end(),
      "s > a > e",
    ),
    "no-script",
  ],
  "condition in JavaScript": [GOOD.replace(">again<", ">process.exit()<"), "feel-valid"],
  "condition that hangs": [GOOD.replace(">again<", ">count(for i in 1..300000000 return i) &gt; 1<"), "feel-valid"],
  "condition with a pattern": [GOOD.replace(">again<", '>matches(a, "(a+)+$")<'), "feel-valid"],
  "empty condition": [GOOD.replace(">again<", "><"), "feel-valid"],
  "condition that is too long": [GOOD.replace(">again<", `>again${" or again".repeat(300)}<`), "feel-valid"],
  "condition that is too deep": [GOOD.replace(">again<", `>${"(".repeat(900)}a${")".repeat(900)}<`), "feel-valid"],
  "assignee that is no FEEL": [GOOD.replace('candidateGroups="reviewers"', 'assignee="=1 +"'), "feel-valid"],
  "loop of gateways": [
    bpmn(start(), xor("x"), xor("y"), end(), "s > x > y", "y > x ? again", "y > e ? default"),
    "loop-waits",
  ],
  "loop of tasks that ask nobody": [
    bpmn(start(), task("a"), xor("y"), end(), "s > a > y", "y > a ? again", "y > e ? default"),
    "loop-waits",
  ],
  "flow to itself": [bpmn(start(), task("a"), end(), "s > a > e", "a > a"), "loop-waits"],
  "loop through an empty sub-process": [
    bpmn(
      start(),
      element("subProcess", "p1", '<bpmn:startEvent id="s1"/>'),
      xor("y"),
      end(),
      "s > p1 > y",
      "y > p1 ? again",
      "y > e ? default",
    ),
    "loop-waits",
  ],
  "token bomb": [
    bpmn(start(), and("f"), task("b"), task("c"), end(), "s > f > b > f", "f > c > f", "f > e"),
    "loop-waits",
  ],
  "a million instances": [
    bpmn(
      start(),
      element(
        "userTask",
        "a",
        `${extensions('<zeebe:assignmentDefinition assignee="x"/>')}<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">1000000</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`,
      ),
      end(),
      "s > a > e",
    ),
    "element-supported",
  ],
  "standard loop without maximum": [
    bpmn(start(), element("task", "a", "<bpmn:standardLoopCharacteristics/>"), end(), "s > a > e"),
    "element-supported",
  ],
  "a timer that never pauses": [
    GOOD.replace(
      /<bpmn:timeDuration[\s\S]*?<\/bpmn:timeDuration>/,
      '<bpmn:timeCycle xsi:type="bpmn:tFormalExpression">R/PT0S</bpmn:timeCycle>',
    ),
    "timer-valid",
  ],
  "a timer without end": [GOOD.replace("P1D", "P99999999999Y"), "timer-valid"],
};

for (const [name, [xml, rule]] of Object.entries(HOSTILE)) {
  test.serial(`hostile model refused with its reason: ${name}`, async (t) => {
    const { problems } = await withinCpu(1000, () => checkProcess(xml));
    const errors = problems.filter((problem) => problem.severity === "error");
    t.true(
      errors.some((problem) => problem.rule === rule),
      JSON.stringify(problems),
    );
    for (const { message } of errors) t.regex(message, /[一-鿿]/);
  });
}

const UNSUPPORTED = ["businessRuleTask", "adHocSubProcess"];
const EVENTS = ["signal", "error", "escalation", "conditional", "compensate", "cancel", "link"];

for (const tag of UNSUPPORTED) {
  test(`what is not run is refused by name: ${tag}`, async (t) => {
    const { problems } = await checkProcess(bpmn(start(), element(tag, "a"), end(), "s > a > e"));
    t.regex(problems[0]?.message ?? "", new RegExp(`“a”.*${tag}`, "i"));
  });
}

for (const event of EVENTS) {
  for (const tag of ["startEvent", "intermediateCatchEvent", "intermediateThrowEvent", "endEvent"]) {
    if (event === "compensate" && /Throw|end/.test(tag)) continue;
    test(`what is not run is refused by name: ${event} ${tag}`, async (t) => {
      const definition = `<bpmn:${event}EventDefinition/>`;
      const { problems } = await checkProcess(withNode(`<bpmn:${tag} id="odd">${definition}</bpmn:${tag}>`));
      t.true(problems.some((problem) => problem.nodeId === "odd" && new RegExp(event, "i").test(problem.message)));
    });
  }
}

test.serial("a text that is cut off or damaged anywhere is refused or read in time, never anything else", async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(GOOD.length - 1),
      fc.nat(40),
      fc.constantFrom("", "<", ">", '"', "&", "]]>", "<!--"),
      async (at, cut, put) => {
        const damaged = GOOD.slice(0, at) + put + GOOD.slice(at + cut);
        const { model, problems } = await withinCpu(1000, () => checkProcess(damaged));
        if (!model && problems.length === 0) throw new Error("refused without a reason");
      },
    ),
    { numRuns: 200 },
  );
  t.pass();
});

test("the model the hostile ones are made from is itself accepted", async (t) => {
  t.deepEqual((await checkProcess(GOOD)).problems, []);
});
