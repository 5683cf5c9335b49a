import type { ViewField } from "./view-field.ts";

const choices = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }));

/** Status of a record: derived from its timestamps and its process, see the projection's `status`. */
const statusOptions = choices({
  draft: "草稿",
  inReview: "审核中",
  returned: "已退回",
  inForce: "已生效",
  cancelled: "已取消",
});

/**
 * State of an obligation, derived when it is read: with `submitted_at`, onTime when it is not after `due_at`, else late;
 * without it, pending until `due_at` has passed, then overdue. 已报 = onTime or late; 超期 = late or overdue.
 */
const stateOptions = choices({ pending: "待填报", onTime: "按时上报", late: "超期上报", overdue: "超期未报" });

const levelOptions = [
  { value: 1, label: "市级" },
  { value: 2, label: "区级" },
  { value: 3, label: "镇街级" },
  { value: 4, label: "村居级" },
];
const months = Array.from({ length: 12 }, (_, at) => ({ value: at + 1, label: `${at + 1}月` }));
const quarters = Array.from({ length: 4 }, (_, at) => ({ value: at + 1, label: `第${"一二三四"[at]}季度` }));

const fieldOf = (field: string, title: string, kind: ViewField["kind"], sqlType: ViewField["sqlType"]): ViewField => ({
  field,
  title,
  kind,
  sqlType,
});

const list: ViewField[] = [
  fieldOf("$id", "编号", "id", "text"),
  fieldOf("$title", "名称", "text", "text"),
  { ...fieldOf("$status", "状态", "select", "text"), options: statusOptions },
  fieldOf("$step", "当前环节", "text", "text"),
  fieldOf("$unit", "填报单位", "orgUnit", "integer"),
  fieldOf("$division", "行政区划", "division", "text"),
  fieldOf("$district", "行政区域", "division", "text"),
  { ...fieldOf("$level", "行使层级", "select", "integer"), options: levelOptions },
  fieldOf("$createdBy", "填报人", "account", "integer"),
  fieldOf("$referencesCancelled", "引用已取消", "boolean", "boolean"),
  fieldOf("$sourceChanged", "引用内容有变更", "boolean", "boolean"),
  fieldOf("$createdAt", "创建时间", "timestamp", "timestamptz"),
  fieldOf("$updatedAt", "更新时间", "timestamp", "timestamptz"),
  fieldOf("$submittedAt", "上报时间", "timestamp", "timestamptz"),
  fieldOf("$inForceAt", "生效时间", "timestamp", "timestamptz"),
  fieldOf("$turn", "待我办理", "boolean", "boolean"),
];

const obligationOnly: ViewField[] = [
  fieldOf("$record", "填报记录", "id", "text"),
  fieldOf("$period", "报告期", "text", "text"),
  fieldOf("$year", "年度", "number", "integer"),
  { ...fieldOf("$month", "月份", "select", "integer"), options: months },
  { ...fieldOf("$quarter", "季度", "select", "integer"), options: quarters },
  fieldOf("$dueAt", "截止时间", "timestamp", "timestamptz"),
  fieldOf("$subject", "填报对象", "reference", "text"),
  fieldOf("$campaign", "下发批次", "reference", "text"),
  fieldOf("$source", "下发事项", "reference", "text"),
  { ...fieldOf("$state", "上报情况", "select", "text"), options: stateOptions },
];

const byName = (fields: ViewField[]) => Object.freeze(Object.fromEntries(fields.map((field) => [field.field, field])));

/** Fields every record has without declaring them. */
export const recordFields = byName(list);

/** Fields of an obligation (`$source`: the record its campaign was dispatched from); those of a record belong to what was filled for it (`$id`, `$unit`, `$division`: its own). */
export const obligationFields = byName([...list, ...obligationOnly]);
