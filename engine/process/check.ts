import type { Problem } from "../expression/index.ts";
import { compile } from "./compile.ts";
import { ModelError } from "./error.ts";
import type { Links } from "./link.ts";
import { lintProcess } from "./lint/index.ts";
import type { ProcessModel } from "./model.ts";

/** Reads and lints BPMN XML without throwing, as of `at` (ISO instant); the model is absent when the text is no BPMN at all. */
export async function checkProcess(
  xml: string,
  processId?: string,
  links?: Links,
  at?: string,
): Promise<{ model?: ProcessModel; problems: Problem[] }> {
  try {
    const model = await compile(xml, processId, links);
    return { model, problems: lintProcess(model, at) };
  } catch (error) {
    if (error instanceof ModelError) return { problems: error.problems };
    throw error;
  }
}
