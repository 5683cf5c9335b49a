import test from "ava";
import { checkExpression, compileExpression, evaluateFeel } from "../../../engine/expression/index.ts";
import { withinCpu } from "../../support/cpu.ts";

const AT = "2026-03-01T20:30:00.000Z";

const value = (source: string, context: Record<string, unknown> = {}) => {
  const result = evaluateFeel(source, context, AT);
  return result.ok ? result.value : result.message;
};

test("an expression may have Camunda's prefix or not", (t) => {
  t.is(value("= 1 + 2"), 3);
  t.is(value("1 + 2"), 3);
});

test("Chinese names, paths, lists and sub-tables work", (t) => {
  const context = {
    合计: { 金额: 120 },
    明细: [
      { 数量: 2, 单价: 3 },
      { 数量: 1, 单价: 4 },
    ],
  };
  t.is(value("合计.金额 >= 100", context), true);
  t.is(value("sum(for 行 in 明细 return 行.数量 * 行.单价)", context), 10);
  t.is(value("count(明细[数量 > 1])", context), 1);
  t.is(value("some 行 in 明细 satisfies 行.单价 = 4", context), true);
  t.is(value("明细[1].单价", context), 3);
});

test("what is missing is null, and a comparison with it is not true", (t) => {
  t.is(value("missing"), null);
  t.is(value("missing.deeper"), null);
  t.is(value("missing > 3"), null);
  t.is(value('missing = "a"'), false);
  t.is(value("missing = null"), true);
});

test("values come out as JSON: dates and durations as ISO text", (t) => {
  t.is(value('date("2026-01-31") + duration("P1M")'), "2026-02-28");
  t.is(value('date and time("2026-01-31T09:00:00+08:00")'), "2026-01-31T09:00:00+08:00");
  t.is(value('duration("P3D")'), "P3D");
  t.deepEqual(value('{a: 1, b: ["x"]}'), { a: 1, b: ["x"] });
  t.is(value("1 / 0"), null);
});

test("today and now are those of the instant given, in China", (t) => {
  t.is(value("today()"), "2026-03-02");
  t.is(value("now()"), "2026-03-02T04:30:00+08:00");
  t.deepEqual(evaluateFeel("today()", {}), { ok: false, message: "表达式“today()”用到当前时间，此处不提供" });
});

test("only the variables that are used are named", (t) => {
  t.deepEqual(compileExpression("a.b + sum(for x in rows return x.n * factor)").variables, ["a", "rows", "factor"]);
  t.deepEqual(compileExpression("count(rows[item.n > limit])").variables, ["rows", "limit"]);
  t.deepEqual(compileExpression('date(from) < date("2026-01-01")').variables, ["from"]);
});

test("variables that are not used are never touched", (t) => {
  const context = Object.defineProperty({ a: 1, list: [1, 2] }, "secret", {
    enumerable: true,
    get: () => t.fail("read"),
  });
  t.is(value("a + 1", context), 2);
  t.is(value("sum(list)", context), 3);
});

test("nothing of JavaScript can be reached", (t) => {
  for (const source of ["constructor", "{}.constructor", '"a".length', "a.__proto__", "toString"]) {
    t.is(value(source, { a: {} }), null, source);
  }
  for (const source of ['constructor("x")', 'get value(a, "constructor")("x")', "function(x) external {}"]) {
    t.false(evaluateFeel(source, { a: {} }).ok, source);
  }
});

const REFUSED: [source: string, rule: string][] = [
  ["", "feel-empty"],
  ["=", "feel-empty"],
  ["1 +", "feel-syntax"],
  ["if a then b", "feel-syntax"],
  ["process.exit(0)", "feel-function"],
  [`a${" + a".repeat(600)}`, "feel-size"],
  [`${"(".repeat(100)}a${")".repeat(100)}`, "feel-size"],
  [`a${"+a".repeat(900)}`, "feel-size"],
  ["for i in 1..300000 return i", "feel-range"],
  ["some i in 300000..1 satisfies i = 2", "feel-range"],
  ["for i in [1..300000] return i", "feel-range"],
  ["count([1..300000])", "feel-range"],
  ["for i in 1..n return i", "feel-range"],
  ["for i in 1..1000, j in 1..1000 return i * j", "feel-work"],
  ["for i in 1..900 return for j in 1..900 return i * j", "feel-work"],
  ["for x in (for i in 1..1000 return [i]), y in (for j in 1..1000 return j) return y", "feel-work"],
  ["count(distinct values(for i in 1..1000 return i))", "feel-work"],
  [`${"for i in 1..2 return ".repeat(40)}1`, "feel-work"],
  [`rows${"[item = 1]".repeat(20)}`, "feel-work"],
  ["for i in 1..40 return partial[-1] + partial[-1]", "feel-partial"],
  ['{a: "xx", b: a + a, c: b + b}', "feel-context"],
  ['matches(a, "(x+)+$")', "feel-pattern"],
  ['replace(a, "(x+)+$", "")', "feel-pattern"],
  ['split(a, "(x+)+$")', "feel-pattern"],
  ["for f in [matches] return 1", "feel-pattern"],
  ["function(x) x + 1", "feel-function"],
  ['rows[contains(name, "x")]', "feel-filter"],
  ["unknown thing(3)", "feel-function"],
];

for (const [source, rule] of REFUSED) {
  test(`refused before it runs: ${source.slice(0, 50)}`, async (t) => {
    const problem = await withinCpu(1000, () => checkExpression(source));
    t.is(problem?.rule, rule);
    t.regex(problem?.message ?? "", /[一-鿿]/);
    const evaluated = await withinCpu(1000, () => evaluateFeel(source, { a: "x".repeat(100), n: 1e9 }));
    t.deepEqual(evaluated, { ok: false, message: problem?.message ?? "" });
  });
}

test("a comparison with a range may have any bounds, since it is not run through", (t) => {
  t.is(checkExpression("amount in [1..100000000]"), null);
  t.is(value("amount in [low..high]", { amount: 5, low: 1, high: 9 }), true);
});

test("data too large for an expression's loops is refused when it is evaluated", async (t) => {
  const rows = Array.from({ length: 3000 }, (_, n) => ({ n }));
  t.is(value("sum(for r in rows return r.n)", { rows }), 4_498_500);
  t.is(value('count(rows[contains(string(n), "99") = true])', { rows }), 57);
  const refused = await withinCpu(200, () => value("for a in rows, b in rows return a.n * b.n", { rows }));
  t.regex(String(refused), /数据过多/);
});

test("a compiled expression is kept, and a refused one as well", (t) => {
  t.is(compileExpression("a > 1"), compileExpression("a > 1"));
  t.is(checkExpression("a >"), checkExpression("a >"));
});
