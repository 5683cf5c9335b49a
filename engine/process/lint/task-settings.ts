import type { Problem } from "../../expression/index.ts";
import { type NodeModel, type ProcessModel, type TaskModel, titleOf } from "../model.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

const WORDS: Record<string, readonly string[]> = {
  unit: ["record", "parent", "level"],
  level: ["city", "district", "street", "village"],
  policyWhenNone: ["admin", "parent", "pass", "incident"],
  rule: ["any", "all", "share", "number"],
  order: ["parallel", "sequential"],
  mode: ["read", "edit", "hidden", "required"],
  opinion: ["optional", "required"],
  style: ["primary", "danger"],
  kind: ["complete", "return"],
  siblings: ["cancel", "keep"],
  ownSubmission: ["allow", "skip", "next"],
  samePerson: ["ask", "pass"],
  handTo: ["anyone", "role"],
  onDue: ["remind", "escalate", "pass", "return"],
  on: ["enter", "complete"],
};

/** Our own settings on a task use their words, and point at nodes that exist. */
export const taskSettings: Rule = (model) =>
  nodesIn(model).flatMap((node) => (node.task ? check(model, node, node.task) : []));

function check(model: ProcessModel, node: NodeModel, task: TaskModel): Problem[] {
  const found: string[] = [];
  const { rules } = task;
  const parts = [task.assignment, task.quorum ?? {}, rules ?? {}, rules?.due ?? {}, ...(rules?.copies ?? [])];
  for (const part of [...parts, ...task.fieldRights, ...task.outcomes]) {
    for (const [key, value] of Object.entries(part)) {
      const words = WORDS[key];
      if (words && !words.includes(String(value))) found.push(`设置 ${key}="${value}" 无效，可用：${words.join("、")}`);
    }
  }
  const { quorum, assignment } = task;
  if (assignment.unit === "level" && assignment.level === undefined) found.push("按层级找办理人时必须选择层级 level");
  if (quorum && ["share", "number"].includes(quorum.rule) && !((quorum.value ?? 0) > 0)) {
    found.push("的会签比例或人数 value 必须是大于 0 的数");
  }
  if (quorum?.rule === "share" && (quorum.value ?? 0) > 100) found.push("的会签比例不能超过 100");
  found.push(...checkOutcomes(model, task), ...checkRules(task));
  if (task.fieldRights.some((right) => right.field === "")) found.push("的字段权限没有写明字段");
  return found.map((message) => error("task-settings", node.id, `用户任务${titleOf(node)}${message}`));
}

function checkRules({ rules }: TaskModel): string[] {
  const found: string[] = [];
  const days = rules?.due?.workingDays;
  if (days !== undefined && !(Number.isInteger(days) && days > 0 && days <= 1000)) {
    found.push("的办理期限 workingDays 必须是 1 到 1000 的整数");
  }
  if (rules?.autoPass?.some(({ condition, reason }) => condition === "" || reason === "")) {
    found.push("的自动通过检查必须写明条件 condition 和不满足时的原因 reason");
  }
  const nobody = rules?.copies?.some(({ role, users }) => role === undefined && users === undefined);
  if (nobody) found.push("的抄送没有写明角色 role 或人员 users");
  const far = rules?.copies?.some(({ unit, level }) => unit === "level" && level === undefined);
  if (far) found.push("的抄送按层级找人时必须选择层级 level");
  return found;
}

function checkOutcomes(model: ProcessModel, task: TaskModel): string[] {
  const keys = task.outcomes.map((outcome) => outcome.key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  return [
    ...(keys.includes("") ? ["有一个办理结果没有标识 key，请补上"] : []),
    ...(twice === undefined || twice === "" ? [] : [`有两个办理结果的标识都是“${twice}”，请改成不同的标识`]),
    ...task.outcomes
      .filter((outcome) => outcome.target !== undefined && model.nodes[outcome.target]?.kind !== "userTask")
      .map((outcome) => `的办理结果“${outcome.label}”只能退回到用户任务，“${outcome.target}”不是，请重新选择`),
  ];
}
