/** One thing wrong with an expression or a process model, told so that an officer can mend it. */
export type Problem = {
  /** Stable name of the rule that was broken, for example `feel-syntax`. */
  rule: string;
  severity: "error" | "warning";
  /** What is wrong, where, and what to do next (zh-CN). */
  message: string;
  /** BPMN element the problem is about, where there is one. */
  nodeId?: string;
};
