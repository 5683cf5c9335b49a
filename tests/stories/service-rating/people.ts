import type { ListRequest } from "../../../engine/view/index.ts";
import type { Answer, Client } from "../../support/client.ts";
import { got } from "../key-work/got.ts";

type Data = Record<string, unknown>;

/** The first four sections as a clerk fills them. */
export const problem = (title: string, day: string): Data => ({
  ...{ title, content: `群众反映：${title}，请尽快核实处理。`, channel: "08", occurredOn: day, satisfaction: "1" },
  ...{ serviceItem: "0104", indicatorType: "1", problemClass: "103" },
});

/** The last three sections. */
export const rectified = (day: string): Data => ({
  ...{ measures: "已整改并培训窗口人员。", result: "done", finishedOn: day, causeAnalysis: "指南更新后窗口未同步。" },
  ...{ isCommon: "no", verifyMethod: "phone", verifyConclusion: "回访群众满意。" },
  ...{ leadName: "李明", leadPosition: "副局长", leadPhone: "010-65251234" },
});

export const recordType = "service-rating/rating";

/** The number on each tile of somebody's home page, by the tile's key. */
export type Tiles = Record<string, number>;

export class Person {
  readonly client: Client;
  readonly day: (fromNow: number) => string;
  constructor(client: Client, day: (fromNow: number) => string) {
    this.client = client;
    this.day = day;
  }

  /** Files; the answer as it came. */
  file(data: Data, submit: boolean): Promise<Answer> {
    return this.client.post("/records", { recordType, data, submit });
  }

  async record(id: string): Promise<Answer["body"]> {
    return got(await this.client.get(`/records/${id}`));
  }

  /** Titles in a list, or of what a request leaves of it. */
  async titles(list: string, request: ListRequest = {}): Promise<string[]> {
    const { rows, total } = got(
      await this.client.post(`/lists/service-rating/${list}/query`, { ...request, limit: 200, count: "exact" }),
    );
    if (rows.length !== total.count) throw new Error(`${rows.length} rows, ${total.count} counted`);
    return rows.map((row: Data) => String(row.title)).sort();
  }

  /** The home page's own numbers of this module. */
  async tiles(): Promise<Tiles> {
    const tiles: { key: string; count: number }[] = got(await this.client.get("/tiles"));
    const own = tiles.filter(({ key }) => key.startsWith("service-rating/"));
    return Object.fromEntries(own.map(({ key, count }) => [key.slice("service-rating/".length), count]));
  }

  /** The task on a record that waits for him. */
  async taskOf(recordId: string): Promise<string> {
    const { rows } = got(await this.client.get("/tasks?box=todo&limit=100"));
    const task = rows.find((row: Data) => row.recordId === recordId);
    if (!task) throw new Error(`no task on ${recordId} among ${JSON.stringify(rows)}`);
    return task.id;
  }

  /** Acts on it; the answer as it came. */
  async decide(recordId: string, outcome: string, more: object = {}): Promise<Answer> {
    return this.client.post(`/tasks/${await this.taskOf(recordId)}/complete`, { outcome, ...more });
  }
}

/** Somebody of the city bureau. */
export class City extends Person {
  /** 市填报下发区: the first four sections and the deadline; the id. */
  async dispatch(title: string, district: string, more: Data = {}): Promise<string> {
    const data = { ...problem(title, this.day(-3)), district: `${district}000000`, deadline: this.day(10), ...more };
    return got(await this.file(data, true), 201).id;
  }

  async approve(recordId: string): Promise<void> {
    got(await this.decide(recordId, "approve"));
  }

  async sendBack(recordId: string, opinion: string): Promise<void> {
    got(await this.decide(recordId, "return", { opinion }));
  }
}

/** A district's clerk. */
export class District extends Person {
  /** 区填报上报市: all seven sections; the id. */
  async report(title: string, more: Data = {}): Promise<string> {
    const data = { ...problem(title, this.day(-3)), ...rectified(this.day(0)), ...more };
    return got(await this.file(data, true), 201).id;
  }

  /** 区整改: the last three sections of what the city sent. */
  async rectify(recordId: string, more: Data = {}): Promise<void> {
    const { data } = await this.record(recordId);
    got(await this.decide(recordId, "submit", { data: { ...data, ...rectified(this.day(0)), ...more } }));
  }
}
