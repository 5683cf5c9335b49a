import { unaryTest } from "feelin";
import { checkBounds } from "./bounds.ts";
import { compileSlow, type Evaluation } from "./compile.ts";
import { BAIL, build, COMPARE, type Fast } from "./fast.ts";
import type { Problem } from "./problem.ts";
import { nameOf, parseSyntax, refuse, type SyntaxNode, shorten } from "./syntax.ts";
import { freeVariables } from "./variables.ts";

/** A cell of a decision table's inputs: FEEL unary tests that were checked and can be held against any value. */
export type UnaryTest = {
  source: string;
  /** Whether the value passes; only true is a pass. */
  test(value: unknown, context: Context, at?: string): Evaluation;
  /** Roughly the microseconds one test may take. */
  cost(value: unknown, context: Context): number;
};

type Context = Readonly<Record<string, unknown>>;

type Compiled = { unary: UnaryTest; problem: Problem | null };

const CACHE_SIZE = 5000;
const cache = new Map<string, Compiled>();

/** Compiles a cell; one that is refused answers each value with its refusal. */
export function compileUnaryTest(source: string): UnaryTest {
  return cached(source).unary;
}

/** Says what is wrong with a cell before anything is held against it; null when nothing is. */
export function checkUnaryTest(source: string): Problem | null {
  return cached(source).problem;
}

function cached(source: string): Compiled {
  const known = cache.get(source);
  if (known) return known;
  const compiled = compile(source);
  const oldest = cache.size >= CACHE_SIZE ? cache.keys().next().value : undefined;
  if (oldest !== undefined) cache.delete(oldest);
  cache.set(source, compiled);
  return compiled;
}

function compile(source: string): Compiled {
  const text = source.trim();
  const parsed = parseSyntax(text, "unaryTests");
  const problem = parsed.problem ?? checkBounds(parsed.tree) ?? checkNesting(parsed.tree, text);
  if (problem) {
    const answer: Evaluation = { ok: false, message: problem.message };
    return { unary: { source, test: () => answer, cost: () => 1 }, problem };
  }
  const tree = parsed.tree as SyntaxNode;
  const fast = buildTests(tree);
  const slow = compileSlow(text, tree, ["?", ...freeVariables(tree)], unaryTest);
  const unary: UnaryTest = {
    source,
    test(value, context, at) {
      const inside = { ...context, "?": value ?? null };
      const quick = fast ? fast(inside) : BAIL;
      if (quick !== BAIL) return { ok: true, value: quick === true };
      const result = slow(inside, at);
      return result.ok ? { ok: true, value: result.value === true } : result;
    },
    cost: (value, context) => (fast ? 2 : 250 + slow.work({ ...context, "?": value ?? null })),
  };
  return { unary, problem: null };
}

/** `> 5 and < 7` and `>> 5` parse, but put a test where a value should stand. */
function checkNesting(tree: SyntaxNode, text: string): Problem | null {
  const bounds = find(tree).flatMap((test) => test.children);
  if (bounds.every((bound) => find(bound).length === 0)) return null;
  const message = `单元格“${shorten(text)}”中一个比较套着另一个，请写成区间如 [5..7]，或写成 ? > 5 and ? < 7`;
  return refuse("feel-unary", message);
}

/** The comparisons without left side in a tree, outermost only; those of `x in (> 5)` are in their place. */
function find(node: SyntaxNode): SyntaxNode[] {
  if (node.name === "SimplePositiveUnaryTest") return node.children[0]?.name === "CompareOp" ? [node] : [];
  return node.name === "Comparison" ? [] : node.children.flatMap(find);
}

/** Closures over scalars; feelin's own unary tests pass a text for `> 5`, so the common cells are not left to it. */
function buildTests(tree: SyntaxNode): Fast | null {
  const [first, , inner] = tree.children;
  if (first?.name === "Wildcard") return () => true;
  if (first?.name === "PositiveUnaryTests") return buildAny(first);
  const tests = first?.name === "not" && inner ? buildAny(inner) : null;
  if (!tests) return null;
  return (context) => {
    const passed = tests(context);
    return passed === BAIL ? BAIL : passed !== true;
  };
}

function buildAny(list: SyntaxNode): Fast | null {
  const tests = list.children.map((item) => (item.children[0] ? buildOne(item.children[0]) : null));
  if (tests.length === 0 || tests.some((each) => each === null)) return null;
  return (context) => {
    let passed: unknown = false;
    for (const each of tests as Fast[]) {
      const answer = each(context);
      if (answer === BAIL) return BAIL;
      if (answer === true) passed = true;
    }
    return passed;
  };
}

function buildOne(node: SyntaxNode): Fast | null {
  if (node.name === "SimplePositiveUnaryTest") return buildComparison(node);
  const value = build(node);
  if (!value) return null;
  const asked = speaksOfValue(node);
  return (context) => {
    const found = value(context);
    const given = context["?"];
    if (found === BAIL || isObject(found) || isObject(given)) return BAIL;
    // A condition stands for itself; any other value is what the input has to equal.
    if (asked || (typeof found === "boolean" && typeof given !== "boolean")) return found === true;
    return found === given;
  };
}

function speaksOfValue(node: SyntaxNode): boolean {
  return (node.name === "VariableName" && nameOf(node) === "?") || node.children.some(speaksOfValue);
}

function buildComparison(node: SyntaxNode): Fast | null {
  const [first, second] = node.children;
  if (first?.name === "Interval") return buildInterval(first);
  const compare = first && Object.hasOwn(COMPARE, first.text) ? COMPARE[first.text] : undefined;
  const bound = second && build(second);
  return compare && bound ? (context) => compare(context["?"], bound(context)) : null;
}

function buildInterval(node: SyntaxNode): Fast | null {
  const [open, low, , high, close] = node.children;
  const [from, to] = [low && build(low), high && build(high)];
  const above = COMPARE[open?.text === "[" ? ">=" : ">"];
  const below = COMPARE[close?.text === "]" ? "<=" : "<"];
  if (!from || !to || !above || !below) return null;
  return (context) => {
    const [left, right] = [above(context["?"], from(context)), below(context["?"], to(context))];
    return left === BAIL || right === BAIL ? BAIL : left === true && right === true;
  };
}

function isObject(value: unknown): boolean {
  return value !== null && typeof value === "object";
}
