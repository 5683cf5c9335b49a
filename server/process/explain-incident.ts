import type { IncidentKind } from "./incident.ts";

/** What may be done about an incident, as the interface offers it. */
export type Remedy = "retry" | "assign" | "variables" | "move" | "resolve" | "terminate";

interface Explanation {
  /** What happened, in a few words. */
  title: string;
  /** What it means and what can be done. */
  advice: string;
  remedies: Remedy[];
}

/** Each kind of incident in words an administrator understands. */
export const explanations: Record<IncidentKind, Explanation> = {
  job: {
    title: "后台处理失败",
    advice:
      "系统自动执行的处理多次没有成功，流程停在这个环节。请先排除原因（例如对方系统恢复），再点“重试”；不再需要这一步时，可以把流程移到后面的环节。",
    remedies: ["retry", "variables", "move", "terminate"],
  },
  timer: {
    title: "定时到期后无法继续",
    advice: "定时器到期了，但流程找不到可走的连线。请修改判断走向所用的流程变量后重试，或把流程移到合适的环节。",
    remedies: ["variables", "retry", "move", "terminate"],
  },
  message: {
    title: "收到消息或信号后无法继续",
    advice: "等待的消息或信号到了，但流程找不到可走的连线。请修改流程变量后重试，或把流程移到合适的环节。",
    remedies: ["variables", "retry", "move", "terminate"],
  },
  candidate: {
    title: "没有可以办理的人员",
    advice:
      "这个环节要求的单位里没有启用的账号担任该角色。请给单位设置人员后点“重试”重新查找，或直接指定办理人；也可以移到别的环节。",
    remedies: ["assign", "retry", "move", "terminate"],
  },
  stuck: {
    title: "流程停在汇聚处",
    advice: "各分支都已走完，但没有任务能使流程继续。请把流程移到合适的环节，或终止流程。",
    remedies: ["move", "terminate"],
  },
  fault: {
    title: "办理时流程无法继续",
    advice:
      "有人办理时，流程的条件、表达式或循环出了错，办理没有生效，任务仍在原处。请修改流程变量后请办理人再办一次，或把流程移到合适的环节；确认已处理好的，可标为已处理。",
    remedies: ["variables", "move", "resolve", "terminate"],
  },
};
