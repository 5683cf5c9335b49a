import type { Answer, Client } from "../../support/client.ts";
import { got } from "./got.ts";

/** One line of the filler's desk. */
export interface Duty {
  id: string;
  period: { key: string; title: string };
  subject: { id: string; title: string };
  sourceRecordId: string;
  state: string;
  recordId: string | null;
}

/** What a clerk adds to a prefilled report so that it can be submitted. */
export const answer = {
  completion: "inProgress",
  progressText: "本期完成十二个窗口改造。",
  reporter: "张三",
  phone: "13800000000",
};

/** A district's clerk at work. */
export class Filler {
  readonly client: Client;
  constructor(client: Client) {
    this.client = client;
  }

  /** 待填报, 已报 or 超期 of one's own unit. */
  async duties(box: "open" | "done" | "overdue" = "open", campaign?: string): Promise<Duty[]> {
    const only = campaign ? `&campaign=${campaign}` : "";
    return got(await this.client.get(`/obligations?box=${box}&limit=200${only}`)).rows;
  }

  /** Opens the form of a duty and sends it filled; the answer as it came. */
  async send(duty: Pick<Duty, "id">, data: object, submit: boolean): Promise<Answer> {
    const { recordType, definitionKey, prefill } = got(await this.client.post(`/obligations/${duty.id}/open`));
    const filled = { ...prefill, ...answer, ...data };
    return this.client.post("/records", { recordType, definitionKey, obligationId: duty.id, data: filled, submit });
  }

  /** 保存草稿. */
  async saveDraft(duty: Pick<Duty, "id">, data: object = {}): Promise<Answer["body"]> {
    return got(await this.send(duty, data, false), 201);
  }

  /** 上报. */
  async submit(duty: Pick<Duty, "id">, data: object = {}): Promise<Answer["body"]> {
    return got(await this.send(duty, data, true), 201);
  }

  async record(id: string): Promise<Answer["body"]> {
    return got(await this.client.get(`/records/${id}`));
  }

  /** Changes the report as it now is; the answer as it came. */
  async change(id: string, data: object, submit = false): Promise<Answer> {
    const { data: before, lockVersion } = await this.record(id);
    return this.client.put(`/records/${id}`, { data: { ...before, ...data }, lockVersion, submit });
  }

  /** 上传: a small PDF named so. */
  async upload(name: string): Promise<{ id: string; name: string; size: number; mediaType: string }> {
    return got(await this.client.upload("/attachments", name, `%PDF-1.7\n${name}\n`), 201);
  }

  /** 填报记录, newest first. */
  async history(id: string): Promise<Answer["body"]> {
    return got(await this.client.get(`/records/${id}/history`));
  }

  /** 上传记录, newest first. */
  async uploads(id: string): Promise<Answer["body"]> {
    return got(await this.client.get(`/records/${id}/uploads`));
  }
}
