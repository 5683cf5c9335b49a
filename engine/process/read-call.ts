import { extension, type Moddle, text } from "./moddle.ts";
import type { CallModel } from "./model.ts";
import { optional } from "./read-task.ts";

/** Reads which process a call activity runs (zeebe:calledElement, else BPMN's own attribute). */
export function calledProcess(source: Moddle): CallModel {
  const zeebe = extension(source, "zeebe:CalledElement");
  const process = text(zeebe, "processId") ?? text(source, "calledElement") ?? "";
  return {
    process: process.replace(/^.*:/, ""),
    binding: bindingOf(zeebe),
    ...optional("versionTag", text(zeebe, "versionTag")),
    readsParent: zeebe?.propagateAllParentVariables !== false,
    givesBack: zeebe?.propagateAllChildVariables !== false,
  };
}

/** How a called process or decision is bound to a version. */
export function bindingOf(zeebe: Moddle | undefined): CallModel["binding"] {
  const binding = text(zeebe, "bindingType");
  return binding === "deployment" || binding === "versionTag" ? binding : "latest";
}
