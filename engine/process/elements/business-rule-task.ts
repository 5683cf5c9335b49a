import { evaluateDecision } from "../../decision/index.ts";
import type { Element } from "../element.ts";
import { ProcessError } from "../error.ts";
import { extension, text } from "../moddle.ts";
import { titleOf } from "../model.ts";
import { bindingOf } from "../read-call.ts";
import { optional, readJob } from "../read-task.ts";
import { contextOf } from "../variables.ts";
import { complete, receive, takeInputs } from "./activity.ts";
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
    if (!node.decision && !node.job) node.kind = "unsupported";
  },
  enter(run, token, node) {
    if (!node.decision) {
      beginJob(run, token, node);
      return;
    }
    takeInputs(run, token, node);
    const model = run.model.decisions?.[node.decision.model ?? node.decision.decision];
    if (model === undefined) {
      const message = `业务规则任务${titleOf(node)}的决策“${node.decision.decision}”没有找到，请核对决策编号`;
      throw new ProcessError("model-refused", message, node.id);
    }
    const answer = evaluateDecision(model, node.decision.decision, contextOf(run, token), run.at);
    if (!answer.ok) {
      throw new ProcessError("decision-failed", `业务规则任务${titleOf(node)}没有得出结果：${answer.message}`, node.id);
    }
    receive(run, token, node, { [node.decision.result ?? node.decision.decision]: answer.value });
    complete(run, token, node);
  },
};
