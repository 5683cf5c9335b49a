import type { Answer, Client } from "../../support/client.ts";
import { got } from "./got.ts";

/** A reviewer of a district or of the city at work. */
export class Reviewer {
  readonly client: Client;
  constructor(client: Client) {
    this.client = client;
  }

  /** 待办. */
  async todo(): Promise<Answer["body"][]> {
    return got(await this.client.get("/tasks?box=todo&limit=100")).rows;
  }

  /** The task of his that waits on a report. */
  async taskOf(recordId: string): Promise<string> {
    const task = (await this.todo()).find((one) => one.recordId === recordId);
    if (!task) throw new Error(`no task on ${recordId} among ${JSON.stringify(await this.todo())}`);
    return task.id;
  }

  /** The answer as it came. */
  async decide(recordId: string, outcome: string, opinion?: string): Promise<Answer> {
    return this.client.post(`/tasks/${await this.taskOf(recordId)}/complete`, { outcome, ...(opinion && { opinion }) });
  }

  /** 通过. */
  async approve(recordId: string): Promise<void> {
    got(await this.decide(recordId, "approve"));
  }

  /** 退回修改. */
  async sendBack(recordId: string, opinion: string): Promise<void> {
    got(await this.decide(recordId, "return", opinion));
  }
}
