import type { FilterValue, ViewField } from "../../engine/view/index.ts";
import type { AppContext } from "../context.ts";

const clock = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", dateStyle: "medium", timeStyle: "short" });

function valueText(value: FilterValue, field: ViewField): string {
  if (Array.isArray(value)) return value.map((one) => valueText(one, field)).join("、");
  if (value === null) return "未填";
  if (typeof value === "object") return `${value.from ?? ""} 至 ${value.to ?? ""}`;
  return field.options?.find((option) => String(option.value) === String(value))?.label ?? String(value);
}

/** The line under an exported table's title: when, by whom, and what it was narrowed to. */
export function noteOf(
  ctx: Pick<AppContext, "now">,
  by: string,
  asked: { filters?: Record<string, FilterValue>; search?: string },
  fieldOf: (name: string) => ViewField | undefined,
): string {
  const filters = Object.entries(asked.filters ?? {}).flatMap(([name, value]) => {
    const field = fieldOf(name);
    return field ? [`${field.title}：${valueText(value, field)}`] : [];
  });
  if (asked.search) filters.push(`搜索：${asked.search}`);
  return `导出时间：${clock.format(ctx.now())}　导出人：${by}　筛选条件：${filters.join("；") || "无"}`.slice(0, 1000);
}
