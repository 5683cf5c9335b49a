import { BpmnModdle } from "bpmn-moddle";
import zeebeModdle from "zeebe-bpmn-moddle/resources/zeebe.json";
import type { Problem } from "../expression/index.ts";
import { ModelError } from "./error.ts";
import { forgive } from "./forgive.ts";
import type { Moddle } from "./moddle.ts";
import { tianbaoModdle } from "./tianbao-moddle.ts";
import { guardXml } from "./xml-guard.ts";

/** Reads BPMN 2.0 XML into bpmn-moddle's tree; throws ModelError on what the reader could not make out. */
export async function parseBpmn(xml: string): Promise<Moddle> {
  const guarded = guardXml(xml);
  if (guarded) throw new ModelError([guarded]);
  const moddle = new BpmnModdle({ zeebe: zeebeModdle, tianbao: tianbaoModdle });
  let result: Awaited<ReturnType<BpmnModdle["fromXML"]>>;
  try {
    result = await moddle.fromXML(xml, "bpmn:Definitions");
  } catch (error) {
    throw new ModelError([explain(error instanceof Error ? error.message : String(error))]);
  }
  const readable = !xml.includes("\uFFFD");
  const warnings = result.warnings.filter(
    (warning) => !(readable && isAboutEncoding(warning.message)) && !forgive(warning, result.elementsById),
  );
  if (warnings.length > 0) {
    throw new ModelError(warnings.slice(0, 20).map((warning) => explain(warning.message, warning.element as Moddle)));
  }
  return result.rootElement as Moddle;
}

/** The text has been decoded already, whatever its first line says; only where that failed does it matter. */
const isAboutEncoding = (message: string) => message.startsWith("unsupported document encoding");

const BAD_ID = "只能由英文字母、数字、下划线、连字符和点组成，并以字母或下划线开头";

const EXPLANATIONS: [pattern: RegExp, rule: string, message: (found: string) => string][] = [
  [/duplicate ID <([^>]*)>/, "xml-duplicate-id", (id) => `流程图中有两个元素的编号都是“${id}”，请改成不同的编号`],
  [/illegal ID <([^>]*)>/, "xml-id", (id) => `流程图元素的编号“${id}”不合规，${BAD_ID}，请修改（名称不受此限）`],
  [/unresolved reference <([^>]*)>/, "xml-dangling", (id) => `流程图引用了不存在的元素“${id}”，请重新连线或删除该引用`],
  [/unknown attribute <([^>]*)>/, "xml-unknown", (name) => `流程图中有 BPMN 2.0 没有的属性“${name}”，请删除`],
  [/unknown type <([^>]*)>/, "xml-unknown", (name) => `流程图中有 BPMN 2.0 没有的元素“${name}”，请删除`],
];

function explain(message: string, element?: Moddle): Problem {
  const where = element?.id === undefined ? "" : `（在“${element.id}”中）`;
  for (const [pattern, rule, tell] of EXPLANATIONS) {
    const match = pattern.exec(message);
    if (match) return { rule, severity: "error", message: `${tell(match[1] ?? "")}${where}` };
  }
  const line = /line: (\d+)/.exec(message)?.[1];
  const place = line === undefined ? "" : `第 ${Number(line) + 1} 行`;
  const nested = /nested error: ([^\n]*)/.exec(message)?.[1];
  const reason = [message.split("\n")[0], nested].filter(Boolean).join("：");
  return { rule: "xml-invalid", severity: "error", message: `流程图文件${place}不是有效的 BPMN 2.0：${reason}` };
}
