import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import accessSchema from "./meta/access.schema.json" with { type: "json" };
import codeListSchema from "./meta/code-list.schema.json" with { type: "json" };
import manifestSchema from "./meta/manifest.schema.json" with { type: "json" };
import organizationSchema from "./meta/organization.schema.json" with { type: "json" };
import rolesSchema from "./meta/roles.schema.json" with { type: "json" };
import sampleSchema from "./meta/sample.schema.json" with { type: "json" };
import uiSchema from "./meta/ui.schema.json" with { type: "json" };
import viewsSchema from "./meta/views.schema.json" with { type: "json" };
import type { Problem } from "./problem.ts";

/** The JSON Schemas that files of a package are held to; the designer renders its forms from them. */
const metaSchemas = {
  access: accessSchema,
  codeList: codeListSchema,
  manifest: manifestSchema,
  organization: organizationSchema,
  roles: rolesSchema,
  sample: sampleSchema,
  ui: uiSchema,
  views: viewsSchema,
};

/** Kinds of files with a meta-schema. */
export type MetaKind = keyof typeof metaSchemas;

const maxProblems = 50;
const compiled = new Map<MetaKind, ValidateFunction>();

function validator(kind: MetaKind): ValidateFunction {
  const known = compiled.get(kind);
  if (known) return known;
  const ajv = new Ajv({ allErrors: true, strict: false, ownProperties: true, logger: false });
  const validate = ajv.compile(metaSchemas[kind]);
  compiled.set(kind, validate);
  return validate;
}

const typeNames: Record<string, string> = {
  string: "文字",
  number: "数字",
  integer: "整数",
  boolean: "true 或 false",
  array: "列表 []",
  object: "对象 {}",
};

const sentences: Record<string, (params: Record<string, unknown>) => [string, string]> = {
  required: ({ missingProperty }) => [`缺少“${missingProperty}”`, `请补上“${missingProperty}”`],
  additionalProperties: ({ additionalProperty }) => [
    `不认识的项“${additionalProperty}”`,
    "请删去，或检查是不是写错了名称",
  ],
  type: ({ type }) => [`类型不对，应为${typeNames[String(type)] ?? type}`, "请改成要求的类型"],
  enum: ({ allowedValues }) => ["不在可选的值之内", `请改为以下之一：${(allowedValues as unknown[]).join("、")}`],
  pattern: ({ pattern }) => ["写法不符合规定", `写法应符合 ${pattern}`],
  maxLength: ({ limit }) => [`太长，最多 ${limit} 个字`, "请缩短"],
  minLength: ({ limit }) => [`太短，至少 ${limit} 个字`, "请填写"],
  maxItems: ({ limit }) => [`太多，最多 ${limit} 项`, "请减少或拆分"],
  minItems: ({ limit }) => [`太少，至少 ${limit} 项`, "请补充"],
  minimum: ({ limit }) => [`太小，至少 ${limit}`, "请改大"],
  maximum: ({ limit }) => [`太大，最多 ${limit}`, "请改小"],
};

function toProblem(file: string, error: ErrorObject): Problem {
  const [what, hint] = sentences[error.keyword]?.(error.params) ?? ["内容不符合规定", "请对照定义说明修改"];
  const place = error.instancePath === "" ? "最外层" : error.instancePath;
  return {
    severity: "error",
    rule: "meta-schema",
    file,
    pointer: error.instancePath,
    message: `${file} 的 ${place}：${what}`,
    hint,
  };
}

/** What is wrong with one parsed file by its meta-schema, at most 50 findings. */
export function metaProblems(kind: MetaKind, file: string, data: unknown): Problem[] {
  const validate = validator(kind);
  if (validate(data)) return [];
  return (validate.errors ?? []).slice(0, maxProblems).map((error) => toProblem(file, error));
}
