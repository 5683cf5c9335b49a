import type { Problem, ProcessSource } from "../../engine/definition/index.ts";
import { type ProcessModel, startTriggers } from "../../engine/process/index.ts";

const words = { timer: "按时间", condition: "按条件" } as const;

/**
 * Every instance is about a record that somebody files. A clock or a condition at the start of a process has nobody to
 * file it for, so such a start would never come: it is refused by name.
 */
export function startProblems(source: ProcessSource, model: ProcessModel): Problem[] {
  return startTriggers(model, new Date(0).toISOString()).flatMap(({ kind, nodeId }) => {
    if (kind !== "timer" && kind !== "condition") return [];
    const name = model.nodes[nodeId]?.name || nodeId;
    return [
      {
        ...{ severity: "error" as const, rule: "process-start-supported", file: source.file, nodeId },
        message: `流程“${source.title}”的“${name}”${words[kind]}开始，但流程办理的是填报的记录，没有填报单位就无从开始`,
        hint: "请改用普通、消息或信号开始事件；要按月、按季向各单位发起，请用“下发”",
      },
    ];
  });
}
