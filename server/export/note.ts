import type { FilterValue, ViewField } from "../../engine/view/index.ts";
import type { AppContext } from "../context.ts";
import type { Tx } from "../database/transaction.ts";
import { labelsFor } from "../presenters/list-labels.ts";

const clock = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", dateStyle: "medium", timeStyle: "short" });

function valueText(value: FilterValue, names: Record<string, string> = {}): string {
  if (Array.isArray(value)) return value.map((one) => valueText(one, names)).join("、");
  if (value === null) return "未填";
  if (typeof value === "object") return `${value.from ?? ""} 至 ${value.to ?? ""}`;
  return names[String(value)] ?? String(value);
}

/** The line under an exported table's title: when, by whom, and what it was narrowed to, in names. */
export async function noteOf(
  ctx: AppContext,
  tx: Tx,
  by: string,
  asked: { filters?: Record<string, FilterValue>; search?: string },
  fieldOf: (name: string) => ViewField | undefined,
): Promise<string> {
  const narrowed = Object.entries(asked.filters ?? {}).flatMap(([name, value]) => {
    const field = fieldOf(name);
    return field ? [{ field, value }] : [];
  });
  const values = Object.fromEntries(narrowed.map(({ field, value }) => [field.field, value]));
  const fields = narrowed.map(({ field }) => field);
  const names = await labelsFor(ctx, tx, fields, [values]);
  const filters = narrowed.map(({ field, value }) => `${field.title}：${valueText(value, names[field.field])}`);
  if (asked.search) filters.push(`搜索：${asked.search}`);
  return `导出时间：${clock.format(ctx.now())}　导出人：${by}　筛选条件：${filters.join("；") || "无"}`.slice(0, 1000);
}
