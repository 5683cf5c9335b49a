import test from "ava";
import { checkDecision, compileDecision, evaluateDecision } from "../../../engine/decision/index.ts";
import { withinCpu } from "../../support/cpu.ts";
import { dmn, item, literal, table } from "./dmn.ts";

const AT = "2026-03-01T01:00:00.000Z";

async function answer(xml: string, id: string, variables: Record<string, unknown>): Promise<unknown> {
  const model = await compileDecision(xml);
  const before = JSON.stringify(variables);
  const result = evaluateDecision(JSON.parse(JSON.stringify(model)) as typeof model, id, variables, AT);
  if (JSON.stringify(variables) !== before) throw new Error("variables were changed");
  return result.ok ? result.value : result.message;
}

const LEVEL = (policy: string, rules: string[][], aggregation?: string) =>
  dmn(
    table("d", {
      policy,
      ...(aggregation === undefined ? {} : { aggregation }),
      inputs: [{ expression: "amount", type: "number" }],
      outputs: [{ name: "level", allowed: '"high","middle","low"' }],
      rules,
    }),
  );

test("U: the only rule that matches answers, cells may hold any unary test", async (t) => {
  const xml = dmn(
    table("d", {
      inputs: [{ expression: "amount", type: "number" }, "kind", "tags"],
      outputs: ["level"],
      rules: [
        ["< 100", '"a","b"', "-", '"small"'],
        ["[100..200)", 'not("c")', "-", '"middle"'],
        [">= 200", 'starts with(?, "x")', "count(?) > 1", '"large " + kind'],
        ["null", "-", "-", '"none"'],
      ],
    }),
  );
  t.is(await answer(xml, "d", { amount: 99, kind: "b" }), "small");
  t.is(await answer(xml, "d", { amount: 100, kind: "a" }), "middle");
  t.is(await answer(xml, "d", { amount: 300, kind: "xy", tags: [1, 2] }), "large xy");
  t.is(await answer(xml, "d", { kind: "c" }), "none");
  t.regex(String(await answer(xml, "d", { amount: 200, kind: "b" })), /决策表“d表”（d）没有一条规则符合/);
  t.regex(String(await answer(xml, "d", { amount: 150, kind: "c" })), /没有一条规则符合/);
});

test("U: an overlap is an answer nobody may choose, so it is told with the rules", async (t) => {
  const xml = LEVEL("UNIQUE", [
    ["> 5", '"high"'],
    ["> 50", '"low"'],
  ]);
  t.is(await answer(xml, "d", { amount: 6 }), "high");
  t.regex(String(await answer(xml, "d", { amount: 51 })), /“d表”（d）.*U（唯一）.*第 1、2 条规则/);
});

test("A: equal answers are one answer, different ones are refused by rule", async (t) => {
  const xml = LEVEL("ANY", [
    ["> 5", '"high"'],
    ["> 50", '"high"'],
    ["> 500", '"low"'],
  ]);
  t.is(await answer(xml, "d", { amount: 51 }), "high");
  t.regex(String(await answer(xml, "d", { amount: 501 })), /第 1 条与第 3 条/);
});

test("F and P: the first rule, or the answer listed first among the allowed values", async (t) => {
  const rules = [
    ["> 5", '"low"'],
    ["> 50", '"high"'],
    ["> 20", '"middle"'],
  ];
  t.is(await answer(LEVEL("FIRST", rules), "d", { amount: 60 }), "low");
  t.is(await answer(LEVEL("PRIORITY", rules), "d", { amount: 60 }), "high");
  t.is(await answer(LEVEL("PRIORITY", rules), "d", { amount: 30 }), "middle");
});

test("R, O and C: lists in the order of the rules or of the allowed values", async (t) => {
  const rules = [
    ["> 5", '"low"'],
    ["> 50", '"high"'],
    ["> 20", '"middle"'],
  ];
  t.deepEqual(await answer(LEVEL("RULE ORDER", rules), "d", { amount: 60 }), ["low", "high", "middle"]);
  t.deepEqual(await answer(LEVEL("OUTPUT ORDER", rules), "d", { amount: 60 }), ["high", "middle", "low"]);
  t.deepEqual(await answer(LEVEL("COLLECT", rules), "d", { amount: 30 }), ["low", "middle"]);
  t.deepEqual(await answer(LEVEL("COLLECT", rules), "d", { amount: 1 }), []);
});

test("C with +, <, > and #", async (t) => {
  const xml = (aggregation: string) =>
    dmn(
      table("d", {
        policy: "COLLECT",
        aggregation,
        inputs: ["n"],
        outputs: ["points"],
        rules: [
          ["> 0", "0.1"],
          ["> 1", "0.2"],
          ["> 2", "n"],
        ],
      }),
    );
  t.is(await answer(xml("SUM"), "d", { n: 2 }), 0.3);
  t.is(await answer(xml("MIN"), "d", { n: 3 }), 0.1);
  t.is(await answer(xml("MAX"), "d", { n: 3 }), 3);
  t.is(await answer(xml("COUNT"), "d", { n: 3 }), 3);
  t.is(await answer(xml("COUNT"), "d", { n: 0 }), 0);
  t.is(await answer(xml("SUM"), "d", { n: 0 }), null);
});

test("several output columns give an object; default outputs answer when nothing matches", async (t) => {
  const xml = dmn(
    table("d", {
      inputs: ["level"],
      outputs: [
        { name: "group", type: "string", otherwise: '"desk"' },
        { name: "days", type: "number", otherwise: "30" },
      ],
      rules: [['"high"', '"leaders"', "3"]],
    }),
  );
  t.deepEqual(await answer(xml, "d", { level: "high" }), { group: "leaders", days: 3 });
  t.deepEqual(await answer(xml, "d", { level: "other" }), { group: "desk", days: 30 });
});

test("decisions read the answers of those they require, by variable and by id, each worked out once", async (t) => {
  const xml = dmn(
    literal("base", "amount * 2"),
    table("grade", {
      inputs: ["base值"],
      outputs: ["g"],
      rules: [
        ["< 10", '"low"'],
        [">= 10", '"high"'],
      ],
      requires: ["base"],
    }),
    literal("all", '{g: grade, twice: base值, text: grade值 + "!"}', ["grade", "base"]),
  );
  t.deepEqual(await answer(xml, "all", { amount: 7 }), { g: "high", twice: 14, text: "high!" });
});

test("dates, times and durations compare by the type of their column, today comes from the caller", async (t) => {
  const xml = dmn(
    table("d", {
      inputs: [
        { expression: "due", type: "date" },
        { expression: "wait", type: "dayTimeDuration" },
      ],
      outputs: ["late"],
      rules: [
        ["< today()", "-", "true"],
        ['[date("2026-03-01")..date("2026-12-31")]', '> duration("P2D")', "false"],
        ['> date("2026-12-31")', "-", "null"],
      ],
      policy: "FIRST",
    }),
  );
  t.is(await answer(xml, "d", { due: "2026-02-28" }), true);
  t.is(await answer(xml, "d", { due: "2026-03-01", wait: "P3D" }), false);
  t.is(await answer(xml, "d", { due: "2027-01-01" }), null);
  t.regex(String(await answer(xml, "d", { due: "明天" })), /输入列“due”要求日期.*“?明天/);
});

test("types and allowed values hold for inputs and outputs, item definitions included", async (t) => {
  const xml = dmn(
    item("Level", "string", '"a","b"'),
    item("Names", "string", undefined, 'isCollection="true"'),
    table("d", {
      inputs: [
        { expression: "level", type: "Level" },
        { expression: "names", type: "Names" },
        { expression: "n", type: "integer", allowed: "[0..10]" },
      ],
      outputs: [{ name: "x", type: "number" }],
      rules: [
        ['"a"', "-", "-", "1"],
        ['"b"', "-", "-", '"one"'],
      ],
    }),
  );
  t.is(await answer(xml, "d", { level: "a", names: ["x"], n: 3 }), 1);
  t.regex(String(await answer(xml, "d", { level: "c" })), /“level”只能取 "a","b"，得到的是 "c"/);
  t.regex(String(await answer(xml, "d", { level: "a", names: "x" })), /“names”要求一组文字/);
  t.regex(String(await answer(xml, "d", { level: "a", n: 11 })), /“n”只能取/);
  t.regex(String(await answer(xml, "d", { level: "a", n: "3" })), /“n”要求数字，得到的是 "3"/);
  t.regex(String(await answer(xml, "d", { level: "b" })), /第 2 条规则“x”列要求数字，得到的是 "one"/);
});

test("a text is never larger than a number, whatever feelin's unary tests say", async (t) => {
  const xml = LEVEL("FIRST", [
    ["> 5", '"high"'],
    ["-", '"low"'],
  ]).replace(' typeRef="number"', "");
  t.is(await answer(xml, "d", { amount: "6" }), "low");
  t.is(await answer(xml, "d", { amount: true }), "low");
  t.is(await answer(xml, "d", {}), "low");
});

test("files of DMN 1.2, 1.4 and 1.5 are read as well; the model is frozen plain data", async (t) => {
  const xml = LEVEL("FIRST", [["-", '"low"']]);
  for (const space of ["http://www.omg.org/spec/DMN/20180521", "https://www.omg.org/spec/DMN/20230324"]) {
    const other = xml.replace("https://www.omg.org/spec/DMN/20191111", space);
    t.is(await answer(other, "d", { amount: 1 }), "low");
  }
  const model = await compileDecision(xml);
  t.true(Object.isFrozen(model) && Object.isFrozen(model.decisions.d?.logic));
  t.deepEqual(JSON.parse(JSON.stringify(model)), model);
});

/** For each way to be wrong a file, and what of its message an officer needs. */
const BROKEN: [name: string, xml: string, rule: string, message: RegExp][] = [
  [
    "cell",
    LEVEL("UNIQUE", [["> 5"], ["> > 5", '"low"']]),
    "decision-cell",
    /“d表”（d）第 2 条规则“amount”列的“> > 5”有误/,
  ],
  ["two comparisons", LEVEL("UNIQUE", [["> 5 and < 7", '"low"']]), "decision-cell", /“> 5 and < 7”.*\[5\.\.7\]/],
  ["output cell", LEVEL("UNIQUE", [["> 5", "1 +"]]), "decision-cell", /第 1 条规则“level”列的“1 \+”有误/],
  ["missing cell", LEVEL("UNIQUE", [["> 5"]]), "decision-cell", /第 1 条规则有 1 个输入、0 个输出/],
  ["loop", LEVEL("UNIQUE", [["count(for i in 1..99999999 return i) > 1", '"low"']]), "decision-cell", /区间/],
  ["pattern", LEVEL("UNIQUE", [['matches(?, "(a+)+$")', '"low"']]), "decision-cell", /matches/],
  ["policy", LEVEL("BEST", []), "decision-hit-policy", /“BEST”不认识/],
  [
    "priority without values",
    LEVEL("PRIORITY", []).replace(/<outputValues>.*<\/outputValues>/, ""),
    "decision-hit-policy",
    /允许值/,
  ],
  [
    "sum of two columns",
    dmn(table("d", { policy: "COLLECT", aggregation: "SUM", inputs: ["a"], outputs: ["x", "y"], rules: [] })),
    "decision-hit-policy",
    /只能有一个输出列/,
  ],
  [
    "nameless columns",
    dmn(table("d", { inputs: ["a"], outputs: [{}, {}], rules: [] })),
    "decision-output",
    /不同的名称/,
  ],
  [
    "type",
    dmn(table("d", { inputs: [{ expression: "a", type: "money" }], outputs: ["x"], rules: [] })),
    "decision-type",
    /“a”列的类型“money”/,
  ],
  [
    "date against text",
    dmn(table("d", { inputs: ["a"], outputs: ["x"], rules: [['< date("2026-01-01")', "1"]] })),
    "decision-type",
    /“a”列.*设为 date/,
  ],
  ["circle", dmn(literal("a", "b", ["b"]), literal("b", "a", ["a"])), "decision-cycle", /要求它自己/],
  ["required that is not there", dmn(literal("a", "b", ["gone"])), "decision-required", /“gone”不在文件里/],
  ["nothing", dmn(), "decision-one", /没有决策/],
  ["empty decision", dmn('<decision id="d" name="空"/>'), "decision-empty", /“空”（d）没有内容/],
  [
    "knowledge model",
    dmn('<businessKnowledgeModel id="k" name="函数"/>', literal("a", "1")),
    "decision-supported",
    /“函数”/,
  ],
  ["context", dmn('<decision id="d" name="d"><context id="c"/></decision>'), "decision-supported", /Context/],
  [
    "JavaScript",
    dmn(
      '<decision id="d" name="d"><literalExpression id="l" expressionLanguage="javascript"><text>process.exit()</text></literalExpression></decision>',
    ),
    "decision-language",
    /FEEL/,
  ],
  ["doctype", `<!DOCTYPE x>${LEVEL("UNIQUE", [])}`, "xml-doctype", /决策文件含有 DOCTYPE/],
  ["no DMN", "<a/>", "xml-invalid", /不是有效的 DMN/],
  ["two of one id", dmn(literal("a", "1"), literal("a", "2")), "xml-duplicate-id", /“a”/],
  ["id of every object", dmn(literal("constructor", "1")), "xml-id", /constructor/],
  ["deep", dmn("<decision>".repeat(10_000)), "xml-depth", /嵌套/],
  [
    "too many rules",
    LEVEL(
      "FIRST",
      Array.from({ length: 2100 }, () => ["1", '"low"']),
    ),
    "decision-size",
    /2100 条规则/,
  ],
];

for (const [name, xml, rule, message] of BROKEN) {
  test.serial(`a decision file is refused with table, rule and column: ${name}`, async (t) => {
    const { model, problems } = await withinCpu(2000, () => checkDecision(xml));
    t.is(model, undefined);
    t.true(
      problems.some((problem) => problem.rule === rule && message.test(problem.message)),
      JSON.stringify(problems),
    );
  });
}

test.serial("a table whose cells would take too long together stops with a reason", async (t) => {
  const rules = Array.from({ length: 900 }, (_, index) => [
    `count(for i in list, j in list return i + j + ${index}) > 0`,
    "1",
  ]);
  const xml = dmn(table("d", { policy: "COLLECT", inputs: ["a"], outputs: ["x"], rules }));
  const list = Array.from({ length: 90 }, () => 1);
  t.regex(String(await withinCpu(5000, () => answer(xml, "d", { list }))), /过多/);
});

test("an unknown decision is named", async (t) => {
  t.regex(String(await answer(dmn(literal("a", "1")), "b", {})), /没有编号为“b”的决策/);
});
