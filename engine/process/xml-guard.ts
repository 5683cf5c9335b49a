import type { Problem } from "../expression/index.ts";

/** Largest BPMN text accepted, in characters. */
const MAX_XML = 1_000_000;

/** Deepest element nesting accepted. */
const MAX_NESTING = 48;

/** Most elements accepted, pictures included. */
const MAX_ELEMENTS = 20_000;

/** Says why a text must not even reach the XML parser; null when it may. Takes time linear in its length. */
export function guardXml(xml: string, file = "流程图文件"): Problem | null {
  if (xml.length > MAX_XML) {
    return refuse("xml-size", `${file}过大（${xml.length} 个字符），最多 ${MAX_XML} 个字符，请拆成几个文件`);
  }
  if (/<!\s*(DOCTYPE|ENTITY)/i.test(xml)) {
    return refuse("xml-doctype", `${file}含有 DOCTYPE 或实体声明，出于安全不予接受，请用设计器重新导出`);
  }
  let depth = 0;
  let elements = 0;
  for (const piece of pieces(xml)) {
    const entity = ENTITY.exec(piece.text);
    if (entity) return refuse("xml-entity", `${file}含有不认识的实体“${entity[0]}”，请改成普通文字`);
    if (piece.opens) elements += 1;
    depth += piece.depth;
    if (depth > MAX_NESTING) {
      return refuse("xml-depth", `${file}的元素嵌套超过 ${MAX_NESTING} 层，请减少层数`);
    }
    if (elements > MAX_ELEMENTS) {
      return refuse("xml-size", `${file}的元素超过 ${MAX_ELEMENTS} 个，请拆成几个文件`);
    }
  }
  return null;
}

const ENTITY = /&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)[^\s;<&]{0,30};?/;

/** A tag with the text before it; of a comment or CDATA section only the text before it. */
type Piece = { text: string; opens: boolean; depth: number };

const OPAQUE = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;

/** Cuts XML into pieces; text that is not well-formed just ends the cutting, the parser refuses it. */
function* pieces(xml: string): Generator<Piece> {
  let from = 0;
  while (from < xml.length) {
    const open = xml.indexOf("<", from);
    if (open < 0) break;
    const opaque = OPAQUE.find(([start]) => xml.startsWith(start, open));
    const close = opaque ? xml.indexOf(opaque[1], open) : tagEnd(xml, open);
    if (close < 0) break;
    const text = xml.slice(from, opaque ? open : close);
    yield { text, ...(opaque ? { opens: false, depth: 0 } : tagKind(xml, open, close)) };
    from = close + (opaque ? opaque[1].length : 1);
  }
  yield { text: xml.slice(from), opens: false, depth: 0 };
}

function tagKind(xml: string, open: number, close: number): { opens: boolean; depth: number } {
  if (xml[open + 1] === "/") return { opens: false, depth: -1 };
  return { opens: true, depth: xml[close - 1] === "/" ? 0 : 1 };
}

/** Where a tag's `>` is, past any in quoted attribute values; -1 when there is none. */
function tagEnd(xml: string, open: number): number {
  for (let at = open + 1; at < xml.length; at += 1) {
    const sign = xml[at];
    if (sign === ">") return at;
    if (sign === '"' || sign === "'") {
      at = xml.indexOf(sign, at + 1);
      if (at < 0) return -1;
    }
  }
  return -1;
}

function refuse(rule: string, message: string): Problem {
  return { rule, severity: "error", message };
}
