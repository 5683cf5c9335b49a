import type { ListRequest, PivotTable, StatisticsRequest } from "../../../engine/view/index.ts";
import { until } from "../../server/jobs/context.ts";
import type { Answer, Client } from "../../support/client.ts";
import { got } from "./got.ts";

/** What the officer says of a key work. */
export interface KeyWorkInput {
  title: string;
  year: number;
  taskType?: "month" | "year";
}

/** The city bureau's officer at work: every method is one thing he does, and fails when the server refuses. */
export class Officer {
  readonly client: Client;
  constructor(client: Client) {
    this.client = client;
  }

  async #file(type: string, data: object): Promise<string> {
    const body = { recordType: `key-work/${type}`, data, submit: true };
    return got(await this.client.post("/records", body), 201).id;
  }

  /** 制定重点工作. */
  define({ title, year, taskType = "month" }: KeyWorkInput): Promise<string> {
    return this.#file("keyWork", { title, year: String(year), taskType, leadOffice: "system" });
  }

  /** 制定工作内容. */
  addContent(keyWork: string, title: string, more: object = {}): Promise<string> {
    return this.#file("workContent", { keyWork, title, ...more });
  }

  /** 制定推进内容. */
  addProgressItem(workContent: string, title: string, more: object = {}): Promise<string> {
    return this.#file("progressItem", { workContent, title, ...more });
  }

  /** 配置格式化表单: publishes the key work's own form; the answer as it came. */
  design(keyWork: string, fields: object[], baseNumber = 0): Promise<Answer> {
    return this.client.put(`/forms/${keyWork}`, { baseNumber, table: { fields } });
  }

  /** 下发; returns when every unit has its obligations. */
  async dispatch(
    keyWork: string,
    periods: string[],
    more: object = {},
  ): Promise<{ campaignId: string; count: number }> {
    const sent = got(await this.client.post("/campaigns", { sourceRecordId: keyWork, periods, ...more }), 202);
    const isDone = async () => got(await this.client.get(`/jobs/${sent.jobId}`)).state === "done";
    await until("the dispatch is done", isDone);
    return sent;
  }

  /** 月份重点工作完成情况统计表. */
  async statistics(request: StatisticsRequest): Promise<PivotTable> {
    return got(await this.client.post("/statistics/key-work/monthlyCompletion/query", request)).table;
  }

  /** Every row of a list, over all its pages. */
  async rows(view: string, request: ListRequest = {}): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    for (;;) {
      const page = { ...request, offset: found.length, limit: 200, count: "exact" };
      const { rows, total } = got(await this.client.post(`/lists/key-work/${view}/query`, page));
      found.push(...rows);
      if (found.length >= total.count || rows.length === 0) return found;
    }
  }

  async campaign(id: string): Promise<Answer["body"]> {
    return got(await this.client.get(`/campaigns/${id}`));
  }
}
