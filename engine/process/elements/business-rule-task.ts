import type { Element } from "../element.ts";
import { extension, text } from "../moddle.ts";
import { bindingOf } from "../read-call.ts";
import { optional, readJob } from "../read-task.ts";
import { beginJob, JOB_EXTENSIONS } from "./service-task.ts";

/** Business rule task: a linked decision worked out at once; a worker's job where one is declared. */
export const businessRuleTask: Element = {
  kind: "businessRuleTask",
  matches: "BusinessRuleTask",
  waits: false,
  extensions: [...JOB_EXTENSIONS, "zeebe:CalledDecision"],
  read(source, node) {
    const zeebe = extension(source, "zeebe:CalledDecision");
    const decision = text(zeebe, "decisionId");
    if (decision !== undefined) {
      node.decision = {
        decision,
        ...optional("result", text(zeebe, "resultVariable")),
        binding: bindingOf(zeebe),
        ...optional("versionTag", text(zeebe, "versionTag")),
      };
    }
    const job = readJob(source);
    if (job) node.job = job;
    if (!node.job) node.kind = "unsupported";
  },
  enter: beginJob,
};
