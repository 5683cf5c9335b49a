import { secretOf } from "../../support/prying.ts";
import { importRows } from "../../support/workbook.ts";
import { got } from "../key-work/got.ts";
import { recordType as rating } from "./people.ts";
import type { Stage } from "./stage.ts";

const unresolved = "unresolved-case/case";

/** A record that others may try to get at. */
export interface Property {
  id: string;
  recordType: string;
  process: string;
  /** The six digits of the district it is about. */
  district: string;
  history: boolean;
  /** The district got it from the city and completes it. */
  dispatched: boolean;
  secret: string;
}

/** The city's own people: they see every district's. */
export const bureau = ["city-officer", "city-reviewer", "leader", "system-office", "project-team", "admin"];
/** Those who have something to do with the records. */
export const insiders = ["110101-filler", "110102-filler", "city-officer", "system-office", "project-team"];
/** Everybody who tries. */
export const logins = [
  ...["agency-1", "110101-agency", "110102-agency", "110101001-staff", "110102001-staff"],
  ...["110101-center", "110102-center-reviewer", "city-center-reviewer"],
  ...["110101-filler", "110102-filler", "110101-reviewer", "110102-reviewer", ...bureau],
];

/** Whether this account may know of it. */
export function mayRead(login: string, { recordType, district, history }: Property): boolean {
  if (bureau.includes(login)) return !(login === "city-reviewer" && recordType === rating);
  return !history && (login === `${district}-filler` || login === `${district}-reviewer`);
}

const header = [
  "问题标题",
  "问题内容",
  "来源渠道",
  "发生日期",
  "满意度",
  "所属区",
  "涉及事项",
  "评价指标类型",
  "问题分类",
];
const caseHeader = ["事由", "登记日期", "所属区", "反映渠道", "诉求人类型", "涉及事项", "问题描述", "办不成原因"];

async function importHistory({ officer }: Stage, recordType: string, rows: unknown[][]): Promise<string> {
  const job = await importRows(officer.client, recordType, rows, "all");
  if (job.body.result?.imported !== 1) throw new Error(JSON.stringify(job.body));
  const list = recordType === rating ? "service-rating/history" : "unresolved-case/history";
  const found = got(await officer.client.post(`/lists/${list}/query`, { limit: 200 }));
  return found.rows.find(({ title }: { title: string }) => title === rows[1]?.[0]).id;
}

/** Reports of both kinds in a district, waiting and through, one from the city, and history of both kinds. */
export async function settle(stage: Stage, district: string): Promise<Property[]> {
  const clerk = await stage.district(district);
  const name = got(await clerk.client.get("/session")).unit.name.slice(0, 3);
  const secret = secretOf(district);
  const old = secretOf(`${district} 历史`);
  const content = { content: `${secret}，请核实。` };
  const fill = (title: string) => ({
    ...{ title: `${title} ${secret}`, registeredOn: stage.day(-3), channel: "window", applicant: "person" },
    ...{ serviceItem: "0107", reason: "08", description: secret },
  });
  const report = async (title: string): Promise<string> =>
    got(await clerk.client.post("/records", { recordType: unresolved, data: fill(title), submit: true }), 201).id;
  const [waiting, through] = [
    await clerk.report(`上报 ${secret}`, content),
    await clerk.report(`办结 ${secret}`, content),
  ];
  await stage.projectTeam.approve(through);
  const dispatched = await stage.officer.dispatch(`下发 ${secret}`, district, content);
  const [told, received] = [await report("已报"), await report("已收")];
  await stage.systemOffice.approve(received);
  const ratings = await importHistory(stage, rating, [
    header,
    [`好差评 ${old}`, old, "意见箱、意见簿", "2023-05-06", "不满意", name, "居住证办理", "办事指南", "指引不准确"],
  ]);
  const cases = await importHistory(stage, unresolved, [
    caseHeader,
    [`办不成 ${old}`, "2024-03-05", name, "窗口", "企业", "企业设立登记", old, "其他"],
  ]);
  const one = (recordType: string, more: Partial<Property>) => (id: string) => ({
    ...{ id, recordType, process: recordType === rating ? "rectification" : "reporting", district },
    ...{ history: false, dispatched: false, secret, ...more },
  });
  return [
    ...[waiting, through].map(one(rating, {})),
    one(rating, { dispatched: true })(dispatched),
    ...[told, received].map(one(unresolved, {})),
    one(rating, { history: true, secret: old })(ratings),
    one(unresolved, { history: true, secret: old })(cases),
  ];
}
