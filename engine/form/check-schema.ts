import { createAjv } from "./ajv.ts";
import { type FormSchema, fieldKinds, ownKeywords, type Problem, standardKeywords } from "./dialect.ts";
import { ownFormats, standardFormats } from "./formats.ts";
import { safePattern } from "./pattern.ts";
import { formatPointer } from "./pointer.ts";

const limits = { properties: 1000, depth: 32, maxItems: 10_000, maxLength: 1_000_000 };
const known: ReadonlySet<string> = new Set([...standardKeywords, ...ownKeywords]);
const formats: ReadonlySet<string> = new Set([...standardFormats, ...Object.keys(ownFormats)]);
const draft07 = /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/;

type Path = (string | number)[];
type Report = (path: Path, message: string) => void;

const describe = (schema: FormSchema, path: Path) => `“${schema.title ?? path.at(-1) ?? "整张表单"}”`;

function checkKeywords(schema: FormSchema, path: Path, report: Report): void {
  for (const keyword of Object.keys(schema)) {
    if (known.has(keyword)) continue;
    report(
      [...path, keyword],
      `不认识的关键字“${keyword}”；只能使用 JSON Schema draft-07 的关键字和本系统的 x- 关键字`,
    );
  }
  if (schema.$schema !== undefined && !draft07.test(schema.$schema)) {
    report([...path, "$schema"], `只支持 JSON Schema draft-07，不支持“${schema.$schema}”`);
  }
  if (schema.$ref !== undefined && !String(schema.$ref).startsWith("#")) {
    report([...path, "$ref"], `不能引用外部地址“${schema.$ref}”，请引用本表单的 #/definitions/…`);
  }
  if (schema["x-kind"] !== undefined && !fieldKinds.includes(schema["x-kind"])) {
    report([...path, "x-kind"], `不认识的字段类型“${schema["x-kind"]}”`);
  }
}

function checkPattern(schema: FormSchema, path: Path, report: Report): void {
  if (schema.pattern === undefined) return;
  try {
    safePattern(String(schema.pattern));
  } catch {
    report([...path, "pattern"], `${describe(schema, path)}的正则表达式无法使用（不支持前后查找和反向引用），请改写`);
  }
}

function checkBounds(schema: FormSchema, path: Path, report: Report): void {
  const types = new Set([schema.type].flat());
  const closed = schema.enum || schema.const !== undefined || schema["x-computed"] || schema.$ref;
  const boundedFormat = schema.format && !["email", "uri"].includes(schema.format);
  if (types.has("string") && !closed && !boundedFormat && !(Number(schema.maxLength) <= limits.maxLength)) {
    report(path, `${describe(schema, path)}没有规定最多多少字，请设 maxLength（不超过 ${limits.maxLength}）`);
  }
  if (types.has("array") && !(Number(schema.maxItems) <= limits.maxItems)) {
    report(path, `${describe(schema, path)}没有规定最多多少行，请设 maxItems（不超过 ${limits.maxItems}）`);
  }
  if (schema.format !== undefined && !formats.has(schema.format)) {
    report(
      [...path, "format"],
      `${describe(schema, path)}的格式“${schema.format}”不认识，可用：${[...formats].join("、")}`,
    );
  }
  if (schema.enum && schema["x-enumNames"] && schema.enum.length !== schema["x-enumNames"].length) {
    report(
      [...path, "x-enumNames"],
      `${describe(schema, path)}的选项有 ${schema.enum.length} 个，名称却有 ${schema["x-enumNames"].length} 个`,
    );
  }
}

const inMap = ["properties", "definitions", "patternProperties", "dependencies"];
const inList = ["allOf", "anyOf", "oneOf", "items"];
const single = [
  "items",
  "additionalItems",
  "additionalProperties",
  "contains",
  "propertyNames",
  "not",
  "if",
  "then",
  "else",
];

const isSchema = (value: unknown): value is FormSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function subSchemas(schema: FormSchema): [Path, FormSchema][] {
  const found: [Path, unknown][] = single.map((keyword) => [[keyword], schema[keyword]]);
  for (const keyword of inList) {
    const list = schema[keyword];
    if (Array.isArray(list)) found.push(...list.map((value, at): [Path, unknown] => [[keyword, at], value]));
  }
  for (const keyword of inMap) {
    const map = schema[keyword];
    if (isSchema(map))
      found.push(...Object.entries(map).map(([name, value]): [Path, unknown] => [[keyword, name], value]));
  }
  return found.filter((entry): entry is [Path, FormSchema] => isSchema(entry[1]));
}

function checkPatternKeys(schema: FormSchema, path: Path, report: Report): void {
  const patterns = isSchema(schema.patternProperties) ? Object.keys(schema.patternProperties) : [];
  for (const pattern of patterns) checkPattern({ pattern }, [...path, "patternProperties", pattern], report);
}

function walk(schema: FormSchema, path: Path, depth: number, count: { properties: number }, report: Report): void {
  if (depth > limits.depth) {
    report(path, `表单嵌套超过 ${limits.depth} 层，请减少层次`);
    return;
  }
  checkKeywords(schema, path, report);
  checkPattern(schema, path, report);
  checkPatternKeys(schema, path, report);
  checkBounds(schema, path, report);
  if (isSchema(schema.properties)) count.properties += Object.keys(schema.properties).length;
  for (const [step, child] of subSchemas(schema)) walk(child, [...path, ...step], depth + 1, count, report);
}

function compileProblem(schema: FormSchema): Problem[] {
  try {
    createAjv().compile(schema);
    return [];
  } catch (error) {
    return [{ pointer: "", message: `不是有效的 JSON Schema：${(error as Error).message}` }];
  }
}

/** What keeps a schema that somebody wrote from being published; empty when nothing does. */
export function checkSchema(schema: unknown): Problem[] {
  if (!isSchema(schema)) return [{ pointer: "", message: "表单应为一个 JSON 对象" }];
  const problems: Problem[] = [];
  const count = { properties: 0 };
  walk(schema, [], 1, count, (path, message) => problems.push({ pointer: formatPointer(path), message }));
  if (count.properties > limits.properties) {
    problems.push({
      pointer: "",
      message: `字段共 ${count.properties} 个，超过 ${limits.properties} 个，请拆成几张表单`,
    });
  }
  return problems.length > 0 ? problems : compileProblem(schema);
}
