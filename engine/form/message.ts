import type { Finding } from "./checker/index.ts";
import type { FormSchema } from "./dialect.ts";
import { chosenKinds, kindOf, typeOf, uploadedKinds } from "./kind.ts";

const typeNames: Record<string, string> = {
  string: "应为文字",
  number: "应为数字",
  integer: "应为整数",
  boolean: "请选择是或否",
  array: "应为列表",
  object: "应为一组内容",
  null: "应为空",
};

const formatMessages: Record<string, string> = {
  date: "应为日期，如 2026-03-15",
  month: "应为月份，如 2026-03",
  year: "应为 4 位年份，如 2026",
  time: "应为时间，如 09:30:00",
  "date-time": "应为日期和时间，如 2026-03-15T09:30:00+08:00",
  email: "应为电子邮箱地址，如 name@example.cn",
  uri: "应为完整网址，如 https://example.cn",
  uuid: "应为 36 位唯一标识",
  phone: "应为手机号（11 位）或带区号的座机号，如 010-12345678",
  idCard: "应为 18 位身份证号，请核对号码和最后一位校验码",
  creditCode: "应为 18 位统一社会信用代码，请核对代码和最后一位校验码",
};

interface Failure {
  /** The keyword's value in the schema. */
  limit: unknown;
  /** The value refused. */
  data: unknown;
  params: Record<string, unknown>;
  schema: FormSchema;
}

const size = (data: unknown) => (typeof data === "string" ? [...data].length : Array.isArray(data) ? data.length : 0);
const counter = (schema: FormSchema) =>
  kindOf(schema) === "subTable" ? "行" : uploadedKinds.has(kindOf(schema) as never) ? "个文件" : "项";
const withUnit = (limit: unknown, schema: FormSchema) =>
  schema["x-unit"] ? `${limit} ${schema["x-unit"]}` : `${limit}`;

function enumMessage({ schema }: Failure): string {
  const names = schema["x-enumNames"] ?? schema.enum ?? [];
  return names.length > 0 && names.length <= 6 ? `请从选项中选择：${names.join("、")}` : "请从选项中选择";
}

function multipleOfMessage({ limit }: Failure): string {
  if (limit === 1) return "应为整数";
  const decimals = /^0\.(0*)1$/.exec(String(limit));
  return decimals ? `最多保留 ${(decimals[1] as string).length + 1} 位小数` : `应为 ${limit} 的倍数`;
}

const byKeyword: Record<string, (failure: Failure) => string> = {
  type: ({ schema }) => typeNames[typeOf(schema) ?? ""] ?? "内容的类型不对",
  enum: enumMessage,
  const: ({ limit }) => `应为“${limit}”`,
  format: ({ limit }) => formatMessages[String(limit)] ?? "格式不正确",
  pattern: ({ schema }) => (schema["x-help"] ? `格式不正确：${schema["x-help"]}` : "格式不正确，请按要求的格式填写"),
  minLength: ({ limit, data }) => `不能少于 ${limit} 个字，现在 ${size(data)} 个字`,
  maxLength: ({ limit, data }) => `不能超过 ${limit} 个字，现在 ${size(data)} 个字`,
  minimum: ({ limit, schema }) => `不能小于 ${withUnit(limit, schema)}`,
  maximum: ({ limit, schema }) => `不能大于 ${withUnit(limit, schema)}`,
  exclusiveMinimum: ({ limit, schema }) => `应大于 ${withUnit(limit, schema)}`,
  exclusiveMaximum: ({ limit, schema }) => `应小于 ${withUnit(limit, schema)}`,
  multipleOf: multipleOfMessage,
  minItems: ({ limit, data, schema }) => `至少 ${limit} ${counter(schema)}，现在 ${size(data)} ${counter(schema)}`,
  maxItems: ({ limit, data, schema }) => `最多 ${limit} ${counter(schema)}，现在 ${size(data)} ${counter(schema)}`,
  uniqueItems: ({ params }) => `第 ${Number(params.j) + 1} 项与第 ${Number(params.i) + 1} 项重复，请删去一项`,
  additionalProperties: ({ params }) => `不应有“${params.additionalProperty}”这一项，请删去`,
  dependencies: ({ params, schema }) => {
    const title = (name: unknown) => schema.properties?.[String(name)]?.title ?? name;
    return `填写了“${title(params.property)}”，还需填写“${title(params.missingProperty)}”`;
  },
  contains: () => "缺少必须有的一项，请补充",
  minProperties: ({ limit }) => `至少填写 ${limit} 项`,
  maxProperties: ({ limit }) => `最多填写 ${limit} 项`,
  "x-kind": () => "结束日期不能早于开始日期",
};

/** The sentence for a field that must be filled and is not: 填写, 选择 or 上传 according to its kind. */
export function requiredMessage(field: FormSchema, title: string): string {
  const kind = kindOf(field);
  if (field["x-messages"]?.required) return field["x-messages"].required;
  if (kind && uploadedKinds.has(kind)) return `请上传${title}`;
  if (kind && chosenKinds.has(kind)) return `请选择${title}`;
  return kind === "subTable" ? `请至少填写一行${title}` : `请填写${title}`;
}

/** The Chinese sentence for one failing keyword, the field's own message first. */
export function messageOf(error: Finding): string {
  const schema = error.parentSchema;
  const own = schema["x-messages"]?.[error.keyword];
  if (own) return own;
  const write = byKeyword[error.keyword];
  if (!write) return "填写的内容不符合要求，请核对";
  return write({ limit: error.schema, data: error.data, params: error.params, schema });
}
