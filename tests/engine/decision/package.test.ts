import test from "ava";
import { calledDecisionProblems, packageDecisions } from "../../../engine/decision/index.ts";
import { dmn, literal } from "./dmn.ts";

const source = (key: string, xml: string) => ({ key, title: key, file: `${key}.dmn`, xml });

test("decision-parses: the decisions of a package by id, and what is wrong with its files", async (t) => {
  const good = await packageDecisions({ a: source("a", dmn(literal("x", "1"), literal("y", "2"))) });
  t.deepEqual(good.problems, []);
  t.deepEqual([...good.decisions.keys()], ["x", "y"]);
  const bad = await packageDecisions({
    a: source("a", dmn(literal("x", "1"))),
    b: source("b", dmn(literal("x", "1"))),
    c: source("c", dmn(literal("z", "1 +"))),
  });
  t.deepEqual(
    bad.problems.map(({ rule, file }) => [rule, file]),
    [
      ["decision-parses", "b.dmn"],
      ["decision-parses", "c.dmn"],
    ],
  );
  t.regex(bad.problems[0]?.message ?? "", /“x”.*已经用过/);
});

test("process-decision-exists: a business rule task calls a decision of its package", async (t) => {
  const { decisions } = await packageDecisions({ a: source("a", dmn(literal("x", "1"))) });
  const process = { key: "p", title: "审核", file: "p.bpmn", xml: "" };
  const problems = calledDecisionProblems(
    process,
    [
      { nodeId: "b1", decisionId: "x" },
      { nodeId: "b2", nodeName: "定级", decisionId: "gone" },
    ],
    decisions,
  );
  t.is(problems.length, 1);
  t.like(problems[0], { rule: "process-decision-exists", file: "p.bpmn", nodeId: "b2", severity: "error" });
  t.regex(problems[0]?.message ?? "", /“定级”.*“gone”不在定义包里/);
});
