/** One thing wrong with a definition package, told so that an officer can mend it. */
export interface Problem {
  /** An error keeps the package from being published; a warning does not. */
  severity: "error" | "warning";
  /** Stable name of the rule that was broken, for example `schema-file-exists`. */
  rule: string;
  /** File of the package the problem is in. */
  file: string;
  /** JSON pointer into that file. */
  pointer?: string;
  /** BPMN element, where the file is a process. */
  nodeId?: string;
  /** What is wrong (zh-CN). */
  message: string;
  /** The way out (zh-CN). */
  hint?: string;
}
