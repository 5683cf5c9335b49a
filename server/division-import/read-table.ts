import { AppError, type ProblemField } from "../http/problem.ts";
import type { Division } from "../organization/divisions.ts";
import { readRows } from "../spreadsheet/read-rows.ts";

type Field = "code" | "name" | "parentCode" | "level";

/** Headings that mean a column, in the words of the offices that send such tables. */
const headings: Record<string, Field> = {
  ...{ code: "code", 代码: "code", 区划代码: "code", 行政区划代码: "code", 统计用区划代码: "code" },
  ...{ name: "name", 名称: "name", 区划名称: "name", 行政区划名称: "name" },
  ...{ parent: "parentCode", parentCode: "parentCode", 上级代码: "parentCode", 上级区划代码: "parentCode" },
  ...{ level: "level", 级别: "level", 层级: "level" },
};

const levelNames: Record<string, Division["level"]> = {
  ...{ 市: 1, 区: 2, 区县: 2, 街道: 3, 乡镇: 3, 街镇: 3, 村: 4, 社区: 4, 村居: 4 },
  ...{ 1: 1, 2: 2, 3: 3, 4: 4, city: 1, district: 2, street: 3, village: 4 },
};

const mostErrors = 100;

/** Digits that a code of each level has before its zeros. */
const digits = [2, 6, 9, 12] as const;

/** The level that a code's zeros say; undefined for what is no code. */
export function levelOf(code: string): Division["level"] | undefined {
  if (!/^\d{12}$/.test(code)) return undefined;
  const at = digits.findIndex((count) => /^0*$/.test(code.slice(count)));
  return (at + 1) as Division["level"];
}

/** The code of the division above; null for the city. */
export function parentCodeOf(code: string): string | null {
  const level = levelOf(code);
  if (level === undefined || level === 1) return null;
  return code.slice(0, digits[level - 2]).padEnd(12, "0");
}

type Given = Partial<Record<Field, string>>;

function fromJson(text: string): Given[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new AppError(422, "unreadable-table", "这不是有效的 JSON 文件，请检查后再上传。");
  }
  if (!Array.isArray(parsed)) throw new AppError(422, "unreadable-table", "JSON 应为一个列表，每项一个区划。");
  return parsed.slice(0, 50_001).map((row) => {
    const entries = Object.entries((row ?? {}) as object).map(([key, value]) => [
      Object.hasOwn(headings, key) ? headings[key] : undefined,
      typeof value === "object" ? "" : String(value ?? "").trim(),
    ]);
    return Object.fromEntries(entries.filter(([field]) => field !== undefined));
  });
}

function fromRows([head = [], ...rows]: string[][]): Given[] {
  const fields = head.map((title) => (Object.hasOwn(headings, title) ? headings[title] : undefined));
  if (!fields.includes("code") || !fields.includes("name")) {
    const detail = "没有找到“区划代码”和“名称”两列，请在第一行写上列名：区划代码、名称、上级代码、级别。";
    throw new AppError(422, "unreadable-table", detail);
  }
  return rows.map((row) => Object.fromEntries(row.flatMap((value, at) => (fields[at] ? [[fields[at], value]] : []))));
}

function complaint({ code = "", name = "", parentCode, level }: Given, known: Set<string>): string | undefined {
  const found = levelOf(code);
  if (!found) return `区划代码“${code}”应为 12 位数字`;
  if (known.has(code)) return `区划代码“${code}”重复`;
  if (name === "") return `区划“${code}”没有名称`;
  if (name.length > 60) return `区划“${code}”的名称超过 60 个字`;
  if (parentCode && parentCode !== parentCodeOf(code)) {
    return `“${name}”的上级代码“${parentCode}”与它的代码不符，应为“${parentCodeOf(code) ?? "无"}”`;
  }
  if (level && levelNames[level] !== found) return `“${name}”的级别“${level}”与它的代码不符`;
  return undefined;
}

/** A row that names a parent which the table lacks. */
function orphans(rows: readonly Division[], root: string): ProblemField[] {
  const codes = new Set(rows.map(({ code }) => code));
  return rows.flatMap(({ code, name, parentCode }, at) =>
    code !== root && parentCode !== null && !codes.has(parentCode)
      ? [{ pointer: `/rows/${at}`, message: `“${name}”（${code}）的上级“${parentCode}”不在表中` }]
      : [],
  );
}

function refuse(errors: ProblemField[]): void {
  const [first] = errors;
  if (!first) return;
  const detail = `导入表有 ${errors.length} 处不对，没有导入任何内容。如${first.message}。请改正后重新上传。`;
  throw new AppError(422, "invalid-table", detail, { errors: errors.slice(0, mostErrors) });
}

/**
 * A division table out of a JSON, CSV or Excel file, parents before children.
 * @param root the division whose whole subtree the table is to be
 * @throws AppError 422 naming each wrong row.
 */
export async function readTable(content: Uint8Array, fileName: string, root: string): Promise<Division[]> {
  const isJson = /\.json$/i.test(fileName);
  const given = isJson ? fromJson(new TextDecoder().decode(content)) : fromRows(await readRows(content, fileName));
  const filled = given
    .map((row, at) => ({ row, at }))
    .filter(({ row }) => Object.values(row).some((value) => value !== ""));
  const known = new Set<string>();
  const errors: ProblemField[] = [];
  const below = root.slice(0, digits[(levelOf(root) ?? 1) - 1]);
  const rows = filled.flatMap(({ row, at }): Division[] => {
    const { code = "", name = "" } = row;
    const wrong =
      complaint(row, known) ?? (code.startsWith(below) ? undefined : `“${name}”（${code}）不在所选区划之内`);
    const pointer = `/rows/${at}`;
    if (wrong) errors.push({ pointer, message: isJson ? `第 ${at + 1} 项：${wrong}` : `第 ${at + 2} 行：${wrong}` });
    known.add(code);
    return wrong ? [] : [{ code, name, level: levelOf(code) as Division["level"], parentCode: parentCodeOf(code) }];
  });
  if (errors.length === 0 && !known.has(root))
    errors.push({ pointer: "/rows", message: `表中没有所选区划本身（${root}）` });
  refuse(errors);
  refuse(orphans(rows, root));
  return rows.sort((a, b) => a.level - b.level || (a.code < b.code ? -1 : 1));
}
