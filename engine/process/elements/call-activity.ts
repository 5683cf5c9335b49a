import type { Element } from "../element.ts";
import { ProcessError } from "../error.ts";
import { titleOf } from "../model.ts";
import { calledProcess } from "../read-call.ts";
import { enterScope } from "./sub-process.ts";

/** Call activity: runs another process inside this instance, with variables of its own. */
export const callActivity: Element = {
  kind: "callActivity",
  matches: "CallActivity",
  waits: false,
  extensions: ["zeebe:CalledElement", "zeebe:IoMapping"],
  read(source, node) {
    node.call = calledProcess(source);
  },
  enter(run, token, node) {
    if (node.call?.scope === undefined) {
      const message = `调用活动${titleOf(node)}要运行的流程“${node.call?.process}”没有找到，请核对流程编号`;
      throw new ProcessError("model-refused", message, node.id);
    }
    enterScope(run, token, node);
  },
};
