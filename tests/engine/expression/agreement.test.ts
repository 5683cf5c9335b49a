import test from "ava";
import fc from "fast-check";
import { evaluate } from "feelin";
import { checkExpression, evaluateFeel } from "../../../engine/expression/index.ts";

const NAMES = ["a", "b", "金额", "o.x", "o.y", "missing", "list"];
const literal = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map((n) => (n < 0 ? `(${n})` : String(n))),
  fc.constantFrom("0.5", "1.25", '"a"', '"b"', '""', "true", "false", "null"),
);

/** Random expressions of the kinds that are compiled to closures rather than handed to feelin. */
const expression = fc.letrec<{ any: string }>((tie) => {
  const binary = (operators: string[]) =>
    fc.tuple(tie("any"), fc.constantFrom(...operators), tie("any")).map(([l, o, r]) => `(${l} ${o} ${r})`);
  return {
    any: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      literal,
      fc.constantFrom(...NAMES),
      binary(["=", "!=", ">", ">=", "<", "<="]),
      binary(["and", "or"]),
      binary(["+", "-", "*", "/"]),
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

const scalar = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom("a", "b", "", true, false, null, 0.5));
const context = fc.record(
  { a: scalar, b: scalar, 金额: scalar, o: fc.record({ x: scalar }), list: fc.array(scalar, { maxLength: 2 }) },
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

test("no text, however odd, makes the check throw or take long", (t) => {
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
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const source = pieces.join("");
      const begin = performance.now();
      const problem = checkExpression(source);
      const result = evaluateFeel(source, { a: 1, x: [1, 2] });
      if (problem && result.ok) throw new Error("refused, yet evaluated");
      if (performance.now() - begin > 300) throw new Error("too slow");
    }),
    { numRuns: 1500 },
  );
  t.pass();
});
