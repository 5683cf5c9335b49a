import type { Client } from "../../support/client.ts";
import { body, streetBody, supervisor } from "../center-authority/body.ts";
import { got } from "../key-work/got.ts";

/** Everything a clerk fills of a centre but its managing body, whose record it refers to, and the stationed department. */
export function hall(authority: string, department: string, more: object = {}): Record<string, unknown> {
  return {
    ...{ name: "政务服务中心", category: "general", authority, address: "北京市东城区金宝街52号" },
    openingHours: [
      { days: "weekdays", from: "09:00", to: "17:00", kind: "regular" },
      { days: "saturday", from: "09:00", to: "13:00", kind: "extended" },
    ],
    ...{ consultPhone: "010-84078000", supervisePhone: "010-84078001", windowCount: 2, comprehensiveCount: 1 },
    windows: [
      { code: "A01", name: "市场准入综合窗口", kind: "comprehensive", seats: 2, comprehensive: true },
      { code: "B01", name: "“办不成事”反映窗口", kind: "unresolved", seats: 1 },
    ],
    ...{ staffTotal: 20, itemCount: 100 },
    departments: [{ department, mode: "representative", itemCount: 100, windowCount: 1, staffCount: 6 }],
    awards: [{ name: "全国青年文明号", grade: "national", grantor: "共青团中央", grantedOn: "2024-05-04" }],
    commendations: [{ name: "优秀服务窗口", grade: "district", grantor: "区政府", grantedOn: "2025-01-10" }],
    ...more,
  };
}

const centers = "service-center/serviceCenter";
const authorities = "center-authority/centerAuthority";

/** Files the managing body of an account's unit; its id. */
export async function fileAuthority(client: Client): Promise<string> {
  const { level } = client.session.unit;
  const data = level === 3 ? streetBody : level === 2 ? { ...body, ...supervisor } : body;
  return got(await client.post("/records", { recordType: authorities, data, submit: true }), 201).id;
}

/** A unit of a kind in the account's own division, as the picker offers it. */
export async function departmentNear(client: Client): Promise<string> {
  const { divisionCode } = client.session.unit;
  const units = got(await client.get(`/org-units?division=${divisionCode}&limit=20`));
  return String(units[0].id);
}

/** Files a centre and submits it for review. */
export async function fileHall(client: Client, authority: string, more: object = {}, submit = true) {
  const data = hall(authority, await departmentNear(client), more);
  return got(await client.post("/records", { recordType: centers, data, submit }), 201);
}

/** The open task about a record on this account's desk; undefined where there is none. */
export async function taskOf(client: Client, recordId: string): Promise<{ id: string; nodeId: string } | undefined> {
  const { rows } = got(await client.get("/tasks?box=todo&limit=100"));
  return rows.find((row: { recordId: string }) => row.recordId === recordId);
}

/** Decides the open task about a record. */
export async function decide(client: Client, recordId: string, outcome: string, opinion?: string): Promise<void> {
  const task = await taskOf(client, recordId);
  if (!task) throw new Error(`no task about ${recordId} on the desk of ${client.session.account.login}`);
  got(await client.post(`/tasks/${task.id}/complete`, { outcome, opinion }));
}
