import type { Element } from "../element.ts";
import { extension, text } from "../moddle.ts";
import { readJob } from "../read-task.ts";
import { complete, receive, takeInputs } from "./activity.ts";
import { beginJob, JOB_EXTENSIONS } from "./service-task.ts";

const FEEL = /^(application\/|text\/)?(x-)?feel$/i;

/** Script task: FEEL whose value becomes a variable; a worker's job where one is declared. No other language is run. */
export const scriptTask: Element = {
  kind: "scriptTask",
  matches: "ScriptTask",
  waits: false,
  extensions: [...JOB_EXTENSIONS, "zeebe:Script"],
  read(source, node) {
    const zeebe = extension(source, "zeebe:Script");
    const own = FEEL.test(text(source, "scriptFormat") ?? "") ? text(source, "script") : undefined;
    const expression = text(zeebe, "expression") ?? own;
    const result = text(zeebe, "resultVariable") ?? camundaResult(source.$attrs);
    if (expression !== undefined) node.script = { expression, ...(result === undefined ? {} : { result }) };
    const job = readJob(source);
    if (job) node.job = job;
    if (!node.script && !node.job) node.kind = "unsupported";
  },
  enter(run, token, node) {
    if (!node.script) {
      beginJob(run, token, node);
      return;
    }
    takeInputs(run, token, node);
    const value = run.evaluate(node.script.expression, node, token);
    if (node.script.result !== undefined) receive(run, token, node, { [node.script.result]: value });
    else if (value !== null && typeof value === "object" && !Array.isArray(value)) {
      receive(run, token, node, value as Record<string, unknown>);
    }
    complete(run, token, node);
  },
};

function camundaResult(attributes: unknown): string | undefined {
  const result = (attributes as Record<string, unknown> | undefined)?.["camunda:resultVariable"];
  return typeof result === "string" ? result : undefined;
}
