import { parseExpression, parseUnaryTests } from "feelin";
import { MAX_DEPTH, MAX_NODES, MAX_SOURCE } from "./limits.ts";
import type { Problem } from "./problem.ts";

/** A node of the FEEL syntax tree as plain data; `name` is lezer-feel's word for it. */
export type SyntaxNode = { name: string; text: string; children: SyntaxNode[] };

/** Either the tree, or why the source is refused. */
export type Parsed = { tree: SyntaxNode; problem?: undefined } | { tree?: undefined; problem: Problem };

/** Takes the `=` off that Camunda puts before an expression, and the white space around it. */
export function stripPrefix(source: string): string {
  const text = source.trim();
  return text.startsWith("=") ? text.slice(1).trim() : text;
}

/** Names an error the way `Problem` wants it. */
export function refuse(rule: string, message: string): Problem {
  return { rule, severity: "error", message };
}

/** Parses FEEL source (without prefix), or a cell of unary tests, into plain nodes within the limits on size and depth. */
export function parseSyntax(text: string, grammar: "expression" | "unaryTests" = "expression"): Parsed {
  if (text === "") return { problem: refuse("feel-empty", "表达式为空，请填写 FEEL 表达式") };
  if (text.length > MAX_SOURCE) {
    return { problem: refuse("feel-size", `表达式过长（${text.length} 个字符），最多 ${MAX_SOURCE} 个字符，请拆分`) };
  }
  const root: SyntaxNode = { name: "", text, children: [] };
  const stack = [root];
  let nodes = 0;
  let problem: Problem | undefined;
  const parse = grammar === "expression" ? parseExpression : parseUnaryTests;
  parse(text, {}, undefined).iterate({
    enter(ref) {
      if (problem) return false;
      if (ref.type.isError) {
        problem = refuse(
          "feel-syntax",
          `表达式“${shorten(text)}”在第 ${ref.from + 1} 个字符附近有语法错误，请检查写法`,
        );
        return false;
      }
      if (ref.type.isSkipped) return false;
      nodes += 1;
      if (nodes > MAX_NODES || stack.length > MAX_DEPTH) {
        problem = refuse("feel-size", `表达式“${shorten(text)}”过于复杂或嵌套过深，请拆成几个较小的表达式`);
        return false;
      }
      const node: SyntaxNode = { name: ref.name, text: text.slice(ref.from, ref.to), children: [] };
      stack.at(-1)?.children.push(node);
      stack.push(node);
      return true;
    },
    leave(ref) {
      if (!ref.type.isSkipped && !ref.type.isError && !problem) stack.pop();
    },
  });
  if (problem) return { problem };
  const tree = root.children[0];
  return tree ? { tree } : { problem: refuse("feel-syntax", `表达式“${shorten(text)}”没有内容`) };
}

/** The start of a source, short enough to stand in a message. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** The name a variable, path, key or parameter node stands for: words joined by one space, back-ticks off. */
export function nameOf(node: SyntaxNode): string {
  return node.text.replace(/`/g, "").replace(/\s+/g, " ").trim();
}
