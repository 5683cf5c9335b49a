import { evaluate } from "feelin";
import { checkBounds } from "./bounds.ts";
import { clockFunctions } from "./clock.ts";
import { BAIL, compileFast } from "./fast.ts";
import { CLOCK_FUNCTIONS } from "./functions.ts";
import { MAX_WORK } from "./limits.ts";
import { countElements, toPlain } from "./plain.ts";
import type { Problem } from "./problem.ts";
import { parseSyntax, type SyntaxNode, shorten, stripPrefix } from "./syntax.ts";
import { freeVariables } from "./variables.ts";
import { type Sizes, workOf } from "./work.ts";

/** What an evaluation gives: a JSON value, or a message (zh-CN) saying why there is none. */
export type Evaluation = { ok: true; value: unknown } | { ok: false; message: string };

/** An expression that was checked and can be evaluated any number of times. */
export type Expression = {
  source: string;
  /** Names read from the context; nothing else of it is passed on. */
  variables: readonly string[];
  /** Evaluates over plain JSON; `at` (ISO instant) is what now() and today() answer. */
  evaluate(context: Readonly<Record<string, unknown>>, at?: string): Evaluation;
  /** Roughly the microseconds one evaluation over this context may take. */
  cost(context: Readonly<Record<string, unknown>>): number;
};

type Compiled = { expression: Expression; problem: Problem | null };

const CACHE_SIZE = 5000;
const cache = new Map<string, Compiled>();

/** Compiles FEEL source, with or without Camunda's `=`; a refused source evaluates to its refusal. */
export function compileExpression(source: string): Expression {
  return cached(source).expression;
}

/** Says what is wrong with FEEL source before anything is evaluated; null when nothing is. */
export function checkExpression(source: string): Problem | null {
  return cached(source).problem;
}

/** Evaluates FEEL source over plain JSON, within the bounds on size and time. */
export function evaluateFeel(source: string, context: Readonly<Record<string, unknown>>, at?: string): Evaluation {
  return cached(source).expression.evaluate(context, at);
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
  const text = stripPrefix(source);
  const parsed = parseSyntax(text);
  const problem = parsed.problem ?? checkBounds(parsed.tree);
  if (problem) return refused(source, problem);
  const tree = parsed.tree as SyntaxNode;
  const variables = freeVariables(tree);
  const fast = compileFast(tree);
  const slow = compileSlow(text, tree, variables);
  const expression: Expression = {
    source,
    variables,
    evaluate(context, at) {
      const value = fast ? fast(context) : BAIL;
      return value === BAIL ? slow(context, at) : { ok: true, value };
    },
    cost: (context) => (fast ? 5 : PARSING) + slow.work(context),
  };
  return { expression, problem: null };
}

/** feelin parses anew at each evaluation. */
const PARSING = 250;

function refused(source: string, problem: Problem): Compiled {
  const answer: Evaluation = { ok: false, message: problem.message };
  return { expression: { source, variables: [], evaluate: () => answer, cost: () => 1 }, problem };
}

const LOOPS = new Set(["ForExpression", "QuantifiedExpression", "FilterExpression", "FunctionInvocation"]);

type Context = Readonly<Record<string, unknown>>;

/**
 * Evaluates through feelin (`run`: an expression or a cell of unary tests), with only the variables used and a bound on
 * the work that their size allows.
 */
export function compileSlow(
  text: string,
  tree: SyntaxNode,
  variables: readonly string[],
  run: (text: string, used: Record<string, unknown>) => { value: unknown } = evaluate,
) {
  const loops = contains(tree, (node) => LOOPS.has(node.name));
  const clock = contains(tree, (node) => CLOCK_FUNCTIONS.has(node.text));
  const pick = (context: Context) => {
    const used: Record<string, unknown> = {};
    for (const name of variables) if (Object.hasOwn(context, name)) used[name] = context[name] ?? null;
    return used;
  };
  const slow = (context: Context, at?: string): Evaluation => {
    const used = pick(context);
    if (loops && workOf(tree, sizesOf(used)) > MAX_WORK) {
      return { ok: false, message: `表达式“${shorten(text)}”要处理的数据过多，请减少明细行数或简化表达式` };
    }
    if (clock) {
      if (at === undefined) return { ok: false, message: `表达式“${shorten(text)}”用到当前时间，此处不提供` };
      Object.assign(used, clockFunctions(at));
    }
    try {
      const value = toPlain(run(text, used).value);
      if (value !== undefined) return { ok: true, value };
      return { ok: false, message: `表达式“${shorten(text)}”的结果不是数据（例如只写了函数名），请检查写法` };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { ok: false, message: `表达式“${shorten(text)}”计算失败：${reason}` };
    }
  };
  const still = loops ? 0 : workOf(tree, new Map());
  return Object.assign(slow, { work: (context: Context) => (loops ? workOf(tree, sizesOf(pick(context))) : still) });
}

function sizesOf(used: Record<string, unknown>): Sizes {
  return new Map(Object.entries(used).map(([name, value]) => [name, countElements(value, MAX_WORK)]));
}

function contains(node: SyntaxNode, test: (node: SyntaxNode) => boolean): boolean {
  return test(node) || node.children.some((child) => contains(child, test));
}
