import { QUADRATIC_FUNCTIONS } from "./functions.ts";
import { nameOf, type SyntaxNode } from "./syntax.ts";

/** Sizes of the variables that loops bind. */
type Sizes = ReadonlyMap<string, number>;

/**
 * Upper bound of the syntax nodes one evaluation visits, when the data passed in holds `elements` list elements in all.
 */
export function workOf(tree: SyntaxNode, elements: number): number {
  return work(tree, elements, new Map());
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

function work(node: SyntaxNode, elements: number, sizes: Sizes): number {
  const children = () => sum(node.children.map((child) => work(child, elements, sizes)));
  switch (node.name) {
    case "ForExpression":
    case "QuantifiedExpression": {
      const loop = openLoop(node, elements, sizes);
      return loop.work + loop.times * (2 + work(body(node), elements, loop.sizes));
    }
    case "FilterExpression": {
      const [target, , condition] = node.children;
      if (!target || !condition) return 1;
      const times = size(target, elements, sizes);
      return work(target, elements, sizes) + times * (3 + work(condition, elements, sizes));
    }
    case "FunctionInvocation": {
      const touched = sum(node.children.map((child) => size(child, elements, sizes)));
      const callee = node.children[0];
      const quadratic = callee !== undefined && QUADRATIC_FUNCTIONS.has(nameOf(callee));
      return 1 + children() + (quadratic ? touched * touched : touched);
    }
    default:
      return 1 + children();
  }
}

function openLoop(node: SyntaxNode, elements: number, sizes: Sizes) {
  const inner = new Map(sizes);
  let times = 1;
  let done = 0;
  const sources = node.children.find((child) => child.name === "InExpressions")?.children ?? [];
  for (const entry of sources.filter((child) => child.name === "InExpression")) {
    const [name, , source] = entry.children;
    if (!name || !source) continue;
    done += times * work(source, elements, inner);
    const length = size(source, elements, inner);
    times *= Math.max(1, length);
    inner.set(nameOf(name), length);
  }
  return { work: done, times, sizes: inner };
}

function size(node: SyntaxNode, elements: number, sizes: Sizes): number {
  switch (node.name) {
    case "VariableName":
      return sizes.get(nameOf(node)) ?? elements;
    case "IterationContext":
      return node.children.length > 1
        ? (rangeLength(node) ?? 0)
        : sum(node.children.map((c) => size(c, elements, sizes)));
    case "Interval":
      return rangeLength(node) ?? 1;
    case "ForExpression": {
      const loop = openLoop(node, elements, sizes);
      return loop.times * Math.max(1, size(body(node), elements, loop.sizes));
    }
    case "ArithmeticExpression":
    case "Comparison":
    case "Conjunction":
    case "Disjunction":
    case "QuantifiedExpression":
    case "NumericLiteral":
    case "StringLiteral":
    case "BooleanLiteral":
      return 1;
    default:
      return sum(node.children.map((child) => size(child, elements, sizes)));
  }
}

function body(node: SyntaxNode): SyntaxNode {
  return node.children.at(-1) ?? node;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
