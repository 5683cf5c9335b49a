import { DmnModdle } from "dmn-moddle";
import type { Problem } from "../expression/index.ts";
import { ModelError } from "../process/error.ts";
import type { Moddle } from "../process/moddle.ts";
import { guardXml } from "../process/xml-guard.ts";

/** Reads DMN XML into dmn-moddle's tree; throws ModelError on anything the reader had to forgive. */
export async function parseDmn(xml: string): Promise<Moddle> {
  const guarded = guardXml(xml, "决策文件");
  if (guarded) throw new ModelError([guarded]);
  let result: Awaited<ReturnType<DmnModdle["fromXML"]>>;
  try {
    result = await new DmnModdle().fromXML(asVersion13(xml), "dmn:Definitions");
  } catch (error) {
    throw new ModelError([explain(error instanceof Error ? error.message : String(error))]);
  }
  if (result.warnings.length > 0) {
    throw new ModelError(result.warnings.slice(0, 20).map((warning) => explain(warning.message)));
  }
  return result.rootElement as Moddle;
}

/** Namespaces of DMN 1.2, 1.4 and 1.5, whose tables are written as those of 1.3, the one that dmn-moddle reads. */
const VERSIONS = /(["'])https?:\/\/www\.omg\.org\/spec\/DMN\/(?:20180521|20211108|20230324)\/(MODEL|DMNDI)\/\1/g;

function asVersion13(xml: string): string {
  return xml.replace(VERSIONS, "$1https://www.omg.org/spec/DMN/20191111/$2/$1");
}

const EXPLANATIONS: [pattern: RegExp, rule: string, message: (found: string) => string][] = [
  [/duplicate ID <([^>]*)>/, "xml-duplicate-id", (id) => `决策文件中有两个元素的编号都是“${id}”，请改成不同的编号`],
  [/unresolved reference <([^>]*)>/, "xml-dangling", (id) => `决策文件引用了不存在的元素“${id}”，请删除该引用`],
  [/unknown attribute <([^>]*)>/, "xml-unknown", (name) => `决策文件中有 DMN 没有的属性“${name}”，请删除`],
  [/unknown type <([^>]*)>/, "xml-unknown", (name) => `决策文件中有 DMN 没有的元素“${name}”，请删除`],
];

function explain(message: string): Problem {
  for (const [pattern, rule, tell] of EXPLANATIONS) {
    const match = pattern.exec(message);
    if (match) return { rule, severity: "error", message: tell(match[1] ?? "") };
  }
  const line = /line: (\d+)/.exec(message)?.[1];
  const place = line === undefined ? "" : `第 ${Number(line) + 1} 行`;
  const reason = message.split("\n")[0] ?? "";
  return { rule: "xml-invalid", severity: "error", message: `决策文件${place}不是有效的 DMN 1.3：${reason}` };
}
