import type { Element } from "../element.ts";
import { readIo, readJob, readMessage } from "../read-task.ts";
import { armBoundary, correlationKey } from "../waits.ts";
import { passThrough } from "./activity.ts";
import { JOB_EXTENSIONS, runJob } from "./service-task.ts";

/** Send task: a job where one is declared (Camunda's way), otherwise throws its message and passes on. */
export const sendTask: Element = {
  kind: "sendTask",
  matches: "SendTask",
  waits: false,
  extensions: JOB_EXTENSIONS,
  read(source, node) {
    const job = readJob(source);
    if (job) node.job = job;
    const message = readMessage(source);
    if (message) node.message = message;
    const io = readIo(source);
    if (io) node.io = io;
  },
  enter(run, token, node) {
    if (node.job) {
      token.job = `j${run.nextNumber()}`;
      runJob(run, token, node);
      armBoundary(run, token, node);
      return;
    }
    const key = correlationKey(run, node);
    run.effects.push({
      type: "throwMessage",
      nodeId: node.id,
      message: node.message?.name ?? "",
      ...(key === undefined ? {} : { correlationKey: key }),
    });
    passThrough(run, token, node);
  },
};
