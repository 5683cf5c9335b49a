import test from "ava";
import { checkProcess } from "../../../../engine/process/index.ts";
import { and, bpmn, caught, end, link, or, start, sub, thrown, user, xor } from "../bpmn.ts";
import { Scenario } from "../scenario.ts";

test("a token goes on at the catching link of the same name", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      user("a"),
      thrown("to", link("L")),
      caught("from", link("L")),
      user("b"),
      end(),
      "s > a > to",
      "from > b > e",
    ),
  );
  t.deepEqual(scenario.complete("a").tasks, ["b"]);
  t.deepEqual(scenario.path, ["s", "a", "to", "from", "b"]);
  t.true(scenario.complete("b").ended);
});

test("several throwing links lead to one catching link, as in a loop", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      caught("from", link("again")),
      xor("m"),
      user("a"),
      xor("x"),
      thrown("to1", link("again")),
      end(),
      "s > m > a > x",
      "x > to1 ? again",
      "x > e ? default",
      "from > m",
    ),
  );
  scenario.complete("a", { again: true });
  t.deepEqual(scenario.tasks, ["a"]);
  t.true(scenario.complete("a", { again: false }).ended);
});

test("an inclusive join waits for a token that can come to it by a link", async (t) => {
  const scenario = await Scenario.given(
    bpmn(
      start(),
      or("f"),
      user("a"),
      user("b"),
      thrown("to", link("L")),
      caught("from", link("L")),
      or("j"),
      user("z"),
      end(),
      "s > f",
      "f > a ? true",
      "f > b ? true",
      "a > j > z > e",
      "b > to",
      "from > j",
    ),
  );
  t.deepEqual(scenario.complete("a").tasks, ["b"]);
  t.deepEqual(scenario.complete("b").tasks, ["z"]);
});

test("links of one name in different sub-processes are apart", async (t) => {
  const inner = (id: string) =>
    sub(
      id,
      start(`${id}s`),
      thrown(`${id}to`, link("L")),
      caught(`${id}from`, link("L")),
      user(`${id}u`),
      end(`${id}e`),
      `${id}s > ${id}to`,
      `${id}from > ${id}u > ${id}e`,
    );
  const scenario = await Scenario.given(
    bpmn(start(), and("f"), inner("k"), inner("q"), end(), "s > f > k > e", "f > q > e"),
  );
  t.deepEqual(scenario.tasks, ["ku", "qu"]);
});

test("a throwing link that leads nowhere is refused by name", async (t) => {
  const { problems } = await checkProcess(bpmn(start(), user("a"), thrown("to", link("L")), "s > a > to"));
  const named = /链接“L”）没有对应的捕获链接事件/;
  t.true(
    problems.some(({ nodeId, severity, message }) => nodeId === "to" && severity === "error" && named.test(message)),
  );
});
