import type { Problem } from "../expression/index.ts";

/** Largest BPMN text accepted, in characters. */
export const MAX_XML = 1_000_000;

/** Deepest element nesting accepted. */
export const MAX_NESTING = 48;

/** Most elements accepted, pictures included. */
export const MAX_ELEMENTS = 20_000;

/** Says why a text must not even reach the XML parser; null when it may. */
export function guardXml(xml: string): Problem | null {
  if (xml.length > MAX_XML) return refuse("xml-size", `流程图文件过大（${xml.length} 个字符），最多 ${MAX_XML} 个字符`);
  if (/<!\s*(DOCTYPE|ENTITY)/i.test(xml)) {
    return refuse("xml-doctype", "流程图文件含有 DOCTYPE 或实体声明，出于安全不予接受，请用流程设计器重新导出");
  }
  const entity = /&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)[^\s;]{0,30};?/.exec(withoutCdata(xml));
  if (entity) return refuse("xml-entity", `流程图文件含有不认识的实体“${entity[0]}”，请改成普通文字`);
  return guardNesting(xml);
}

function withoutCdata(xml: string): string {
  return xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->/g, "");
}

function guardNesting(xml: string): Problem | null {
  const tag = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)[^\s/>"']+(?:"[^"]*"|'[^']*'|[^"'>])*>/g;
  let depth = 0;
  let elements = 0;
  for (let match = tag.exec(xml); match; match = tag.exec(xml)) {
    const [whole, slash] = match;
    if (slash === undefined) continue;
    if (slash === "/") {
      depth -= 1;
      continue;
    }
    elements += 1;
    if (!whole.endsWith("/>")) depth += 1;
    if (depth > MAX_NESTING) {
      return refuse("xml-depth", `流程图文件的元素嵌套超过 ${MAX_NESTING} 层，请减少子流程的层数`);
    }
    if (elements > MAX_ELEMENTS) return refuse("xml-size", `流程图文件的元素超过 ${MAX_ELEMENTS} 个，请拆成几个流程`);
  }
  return null;
}

function refuse(rule: string, message: string): Problem {
  return { rule, severity: "error", message };
}
