import { writeXlsx } from "hucre/xlsx";
import { until } from "../server/jobs/context.ts";
import type { Answer, Client } from "./client.ts";

/** A workbook of one sheet, as Excel would save it. */
export async function workbookOf(rows: unknown[][]): Promise<Uint8Array> {
  return writeXlsx({ sheets: [{ name: "导入数据", rows: rows as never[][] }] });
}

/** Uploads a workbook for import and waits for its job; the job, or the refusal. */
export async function importRows(
  client: Client,
  recordType: string,
  rows: unknown[][],
  mode: "check" | "good" | "all",
): Promise<Answer> {
  const sent = await client.upload(`/imports/${recordType}?mode=${mode}`, "历史数据.xlsx", await workbookOf(rows));
  if (sent.status !== 202) return sent;
  let job = await client.get(`/jobs/${sent.body.jobId}`);
  await until("the import is done", async () => {
    job = await client.get(`/jobs/${sent.body.jobId}`);
    return ["done", "failed", "cancelled"].includes(job.body.state);
  });
  return job;
}
