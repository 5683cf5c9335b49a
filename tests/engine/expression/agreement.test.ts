import test from "ava";
import fc from "fast-check";
import { evaluate } from "feelin";
import { checkExpression, evaluateFeel } from "../../../engine/expression/index.ts";
import { withinCpu } from "../../support/cpu.ts";

const number = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map((n) => (n < 0 ? `(${n})` : String(n))),
  fc.constantFrom("0.5", "1.25", "n", "o.x", "missing"),
);
const text = fc.constantFrom('"a"', '"b"', '""', "s", "金额");

/**
 * Random expressions of the kinds that are compiled to closures rather than handed to feelin. Only numbers and texts are
 * put in order, each with its like: feelin answers true for `"a" > 1`, which FEEL does not.
 */
const expression = fc.letrec<{ any: string; number: string }>((tie) => {
  const binary = (side: fc.Arbitrary<string>, operators: string[]) =>
    fc.tuple(side, fc.constantFrom(...operators), side).map(([l, o, r]) => `(${l} ${o} ${r})`);
  const order = [">", ">=", "<", "<="];
  return {
    number: fc.oneof({ maxDepth: 3 }, number, binary(tie("number"), ["+", "-", "*", "/"])),
    any: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      number,
      text,
      fc.constantFrom("a", "b", "list", "true", "false", "null"),
      binary(tie("any"), ["=", "!="]),
      binary(tie("number"), order),
      binary(text, order),
      binary(tie("any"), ["and", "or"]),
      tie("number"),
      fc.tuple(tie("any"), tie("any"), tie("any")).map(([c, y, n]) => `(if ${c} then ${y} else ${n})`),
      fc
        .tuple(fc.constantFrom("contains", "starts with", "ends with"), tie("any"), tie("any"))
        .map(([name, text, part]) => `${name}(${text}, ${part})`),
      fc.tuple(tie("any"), tie("any")).map(([c, y]) => `(if ${c} then ${y} else count(list))`),
      tie("any").map((x) => `not(${x})`),
      tie("any").map((x) => `(-${x})`),
    ),
  };
}).any;

const figure = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.5, null));
const words = fc.constantFrom("a", "b", "", null);
const scalar = fc.oneof(figure, words, fc.boolean());
const context = fc.record(
  {
    a: scalar,
    b: scalar,
    n: figure,
    s: words,
    金额: words,
    o: fc.record({ x: figure }),
    list: fc.array(scalar, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

const FAILED = Symbol("feelin threw");

function answerOf(source: string, data: Record<string, unknown>): unknown {
  try {
    return evaluate(source, data).value;
  } catch {
    return FAILED;
  }
}

test("the compiled subset agrees with feelin on random expressions and data", (t) => {
  fc.assert(
    fc.property(expression, context, (source, data) => {
      const ours = evaluateFeel(source, data);
      const theirs = answerOf(source, data);
      if (theirs === FAILED && !ours.ok) return;
      if (theirs !== null && typeof theirs === "object") return;
      const plain = typeof theirs === "number" && !Number.isFinite(theirs) ? null : theirs;
      if (!ours.ok || !Object.is(ours.value, plain)) {
        if (ours.ok && ours.value === 0 && plain === 0) return;
        throw new Error(`ours ${JSON.stringify(ours)}, feelin ${String(plain)}`);
      }
    }),
    { numRuns: 3000 },
  );
  t.pass();
});

test("numbers, texts and booleans have no order among one another", (t) => {
  for (const source of ['"a" > 1', '1 <= "b"', "flag > 0", 'missing < "a"', "flag >= flag"]) {
    t.deepEqual(evaluateFeel(source, { flag: true }), { ok: true, value: null }, source);
  }
});

test("no text, however odd, makes the check throw or take long", async (t) => {
  const piece = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom(
      "for i in ",
      "1..9",
      " return ",
      "[",
      "]",
      "{a:",
      "}",
      "(",
      ")",
      " in ",
      "some x in ",
      "@",
      '"',
      "`",
      ".",
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
      const source = pieces.join("");
      const problem = await withinCpu(500, () => checkExpression(source));
      const result = await withinCpu(500, () => evaluateFeel(source, { a: 1, x: [1, 2] }));
      if (problem && result.ok) throw new Error("refused, yet evaluated");
    }),
    { numRuns: 1500 },
  );
  t.pass();
});
