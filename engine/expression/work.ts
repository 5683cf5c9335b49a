import { QUADRATIC_FUNCTIONS } from "./functions.ts";
import { nameOf, type SyntaxNode } from "./syntax.ts";

/** How many list elements each variable holds in all, however deep. */
export type Sizes = ReadonlyMap<string, number>;

/** Upper bound of the syntax nodes one evaluation visits, over data of these sizes; a variable without one is scalar. */
export function workOf(node: SyntaxNode, sizes: Sizes): number {
  switch (node.name) {
    case "ForExpression":
    case "QuantifiedExpression": {
      const loop = openLoop(node, sizes);
      return loop.work + perElement(loop, (inner) => 2 + workOf(body(node), inner));
    }
    case "FilterExpression": {
      const [target, , condition] = node.children;
      if (!target || !condition) return 1;
      const loop = filterLoop(sizeOf(target, sizes), sizes);
      return workOf(target, sizes) + perElement(loop, (inner) => 3 + workOf(condition, inner));
    }
    case "FunctionInvocation": {
      const [callee, ...rest] = node.children;
      const touched = sum(rest.map((child) => sizeOf(child, sizes)));
      const quadratic = callee !== undefined && QUADRATIC_FUNCTIONS.has(nameOf(callee));
      return 1 + sum(rest.map((child) => workOf(child, sizes))) + (quadratic ? touched * touched : touched);
    }
    default:
      return 1 + sum(node.children.map((child) => workOf(child, sizes)));
  }
}

/** How many loops stand in one another at most. */
export function loopDepth(node: SyntaxNode): number {
  const inner = Math.max(0, ...node.children.map(loopDepth));
  return (
    inner + Number(["InExpression", "FilterExpression", "ForExpression", "QuantifiedExpression"].includes(node.name))
  );
}

/** How many values a literal range has; null when an end is not an integer literal. */
export function rangeLength(range: SyntaxNode): number | null {
  const ends = range.children.filter((child) => !/^(\.\.|[[\]()])$/.test(child.name));
  const [from, to] = ends.map(integer);
  if (from === undefined || to === undefined || from === null || to === null) return null;
  return Math.abs(to - from) + 1;
}

function integer(node: SyntaxNode): number | null {
  return /^-?\s*\d{1,9}$/.test(node.text) ? Number(node.text.replace(/\s/g, "")) : null;
}

/** A loop's turns, and the sizes inside it when elements are scalar, and when one element holds everything. */
type Loop = { work: number; times: number; small: Sizes; large: Sizes };

/**
 * The elements of a list share its size among them. Work grows at least linearly with size, so it is largest either
 * when all elements are small or when one holds everything: both together bound it.
 */
function perElement(loop: Loop, cost: (sizes: Sizes) => number): number {
  return loop.times * cost(loop.small) + cost(loop.large);
}

function openLoop(node: SyntaxNode, sizes: Sizes): Loop {
  const small = new Map(sizes);
  const large = new Map(sizes);
  let times = 1;
  let work = 0;
  const entries = node.children.find((child) => child.name === "InExpressions")?.children ?? [];
  for (const entry of entries.filter((child) => child.name === "InExpression")) {
    const [name, , source] = entry.children;
    if (!name || !source) continue;
    work += times * workOf(source, large);
    const size = sizeOf(source, large);
    times *= Math.max(1, size);
    small.set(nameOf(name), 1);
    large.set(nameOf(name), size);
  }
  return { work, times, small, large };
}

/** A filter's condition sees the element as `item`, and its fields by their own names. */
function filterLoop(size: number, sizes: Sizes): Loop {
  return {
    work: 0,
    times: Math.max(1, size),
    small: new Map(sizes).set("item", 1),
    large: new Map(sizes).set("item", size),
  };
}

const SCALARS = new Set([
  "ArithmeticExpression",
  "Comparison",
  "Conjunction",
  "Disjunction",
  "QuantifiedExpression",
  "NumericLiteral",
  "StringLiteral",
  "BooleanLiteral",
]);

function sizeOf(node: SyntaxNode, sizes: Sizes): number {
  if (SCALARS.has(node.name)) return 1;
  switch (node.name) {
    case "VariableName":
      return Math.max(sizes.get(nameOf(node)) ?? 0, sizes.get("item") ?? 0);
    case "IterationContext":
      return rangeLength(node) ?? sum(node.children.map((child) => sizeOf(child, sizes)));
    case "Interval":
      return rangeLength(node) ?? 1;
    case "ForExpression":
      return perElement(openLoop(node, sizes), (inner) => Math.max(1, sizeOf(body(node), inner)));
    default:
      return sum(node.children.map((child) => sizeOf(child, sizes)));
  }
}

function body(node: SyntaxNode): SyntaxNode {
  return node.children.at(-1) ?? node;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
