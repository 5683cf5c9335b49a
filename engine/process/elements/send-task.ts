import type { Element } from "../element.ts";
import { readJob, readMessage } from "../read-task.ts";
import { complete, takeInputs } from "./activity.ts";
import { beginJob, JOB_EXTENSIONS } from "./service-task.ts";
import { throwMessage } from "./throw-event.ts";

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
  },
  enter(run, token, node) {
    if (node.job) {
      beginJob(run, token, node);
      return;
    }
    takeInputs(run, token, node);
    throwMessage(run, token, node, node.message);
    complete(run, token, node);
  },
};
