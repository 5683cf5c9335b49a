import { ALLOWED_FUNCTIONS, BOOLEAN_FUNCTIONS, REFUSED_FUNCTIONS } from "./functions.ts";
import { MAX_LOOPS, MAX_RANGE, MAX_WORK } from "./limits.ts";
import type { Problem } from "./problem.ts";
import { nameOf, refuse, type SyntaxNode, shorten } from "./syntax.ts";
import { loopDepth, rangeLength, workOf } from "./work.ts";

/** Says why a parsed expression could run too long or do what is not allowed; null when it is fine. */
export function checkBounds(tree: SyntaxNode): Problem | null {
  const problem = visit(tree, { keys: new Set(), member: false });
  if (problem) return problem;
  if (loopDepth(tree) > MAX_LOOPS || workOf(tree, new Map()) > MAX_WORK) {
    return refuse("feel-work", `表达式“${shorten(tree.text)}”循环次数过多，请减小区间或减少嵌套的 for/some/every`);
  }
  return null;
}

type Place = { keys: ReadonlySet<string>; member: boolean };

function visit(node: SyntaxNode, place: Place): Problem | null {
  const problem = RULES[node.name]?.(node, place) ?? null;
  if (problem) return problem;
  let inside = place;
  if (node.name === "Context") inside = { ...place, keys: new Set([...place.keys, ...entryKeys(node)]) };
  // `x in [a..b]` and a cell `[a..b]` only compare with the bounds, so any range may stand there.
  if (node.name === "Comparison" || node.name === "PositiveUnaryTest") inside = { ...inside, member: true };
  else if (RESETS_MEMBER.has(node.name)) inside = { ...inside, member: false };
  for (const child of node.children) {
    const found = visit(child, inside);
    if (found) return found;
  }
  return null;
}

const RESETS_MEMBER = new Set([
  "FunctionInvocation",
  "ForExpression",
  "QuantifiedExpression",
  "FilterExpression",
  "List",
]);

const RULES: Record<string, (node: SyntaxNode, place: Place) => Problem | null> = {
  FunctionDefinition: () => refuse("feel-function", "表达式中不能自定义函数（function），请直接写出计算式"),
  VariableName: (node, place) => checkName(nameOf(node), place),
  FunctionInvocation: (node) => {
    const callee = node.children[0];
    const name = callee ? nameOf(callee) : "";
    if (callee && ALLOWED_FUNCTIONS.has(name)) return null;
    return refusedFunction(name) ?? refuse("feel-function", `没有名为“${name}”的函数，请改用 FEEL 内置函数`);
  },
  FilterExpression: (node) => {
    const call = node.children[2];
    const name = call?.name === "FunctionInvocation" && call.children[0] ? nameOf(call.children[0]) : "";
    if (!BOOLEAN_FUNCTIONS.has(name)) return null;
    return refuse("feel-filter", `筛选条件“${shorten(call?.text ?? "")}”请写成“${shorten(call?.text ?? "")} = true”`);
  },
  IterationContext: (node) => (node.children.length > 1 ? checkRange(node) : null),
  Interval: (node, place) => (place.member ? null : checkRange(node)),
};

function checkName(name: string, place: Place): Problem | null {
  if (name === "partial")
    return refuse("feel-partial", "循环中不能引用 partial（前面各次的结果），请改用 sum、count 等函数");
  if (place.keys.has(name)) {
    return refuse("feel-context", `同一个 {…} 中的“${name}”不能被其他项引用，请直接写出它的值`);
  }
  return refusedFunction(name);
}

function refusedFunction(name: string): Problem | null {
  if (!REFUSED_FUNCTIONS.has(name)) return null;
  return refuse(
    "feel-pattern",
    `不能使用 ${name}（正则表达式可能使系统停滞），请改用 contains、starts with 或 ends with`,
  );
}

function checkRange(node: SyntaxNode): Problem | null {
  const length = rangeLength(node);
  if (length === null) {
    return refuse("feel-range", `区间“${shorten(node.text)}”的两端必须是整数，才能逐个取值`);
  }
  if (length > MAX_RANGE) {
    return refuse("feel-range", `区间“${shorten(node.text)}”有 ${length} 个值，最多 ${MAX_RANGE} 个，请缩小区间`);
  }
  return null;
}

function entryKeys(context: SyntaxNode): string[] {
  return context.children
    .filter((child) => child.name === "ContextEntry")
    .map((entry) => (entry.children[0] ? nameOf(entry.children[0]).replace(/^"|"$/g, "") : ""));
}
