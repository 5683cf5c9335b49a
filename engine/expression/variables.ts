import { ALLOWED_FUNCTIONS } from "./functions.ts";
import { nameOf, type SyntaxNode } from "./syntax.ts";

/** The variables an expression reads from outside (first name of each path), in the order met. */
export function freeVariables(tree: SyntaxNode): string[] {
  const found = new Set<string>();
  collect(tree, new Set(), found);
  return [...found];
}

function collect(node: SyntaxNode, bound: ReadonlySet<string>, found: Set<string>): void {
  if (node.name === "VariableName") {
    const name = nameOf(node);
    if (!bound.has(name)) found.add(name);
    return;
  }
  if (node.name === "FunctionInvocation") {
    const [callee, ...rest] = node.children;
    if (callee && !ALLOWED_FUNCTIONS.has(nameOf(callee))) collect(callee, bound, found);
    for (const child of rest) collect(child, bound, found);
    return;
  }
  if (node.name === "InstanceOfExpression") {
    if (node.children[0]) collect(node.children[0], bound, found);
    return;
  }
  let inside = bound;
  if (node.name === "ForExpression" || node.name === "QuantifiedExpression") {
    const names = node.children
      .flatMap((child) => (child.name === "InExpressions" ? child.children : []))
      .flatMap((entry) => (entry.name === "InExpression" && entry.children[0] ? [nameOf(entry.children[0])] : []));
    inside = new Set([...bound, ...names]);
  }
  // A filter's condition sees the element as `item`, and the element's own fields before the outside's.
  if (node.name === "FilterExpression") inside = new Set([...bound, "item"]);
  for (const child of node.children) collect(child, inside, found);
}
