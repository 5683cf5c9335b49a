import type { CrossFieldRule, FieldKind, Problem } from "../dialect.ts";
import { formatPointer } from "../pointer.ts";
import { valueProblem } from "./check-value.ts";
import type { Comparison, Field, FieldCheck, FieldTable, FieldTerm } from "./field-table.ts";
import { fieldName } from "./ids.ts";

const ordered: Comparison[] = ["=", "!=", "<", "<=", ">", ">="];
const alike: Comparison[] = ["=", "!="];
const filled: Comparison[] = ["filled"];

/** What a value of each kind can be held against: kinds of one family compare with one another. */
const families: { kinds: FieldKind[]; comparisons: Comparison[] }[] = [
  { kinds: ["number", "money", "computed"], comparisons: [...ordered, ...filled] },
  { kinds: ["date"], comparisons: [...ordered, ...filled] },
  { kinds: ["month"], comparisons: [...ordered, ...filled] },
  { kinds: ["year"], comparisons: [...ordered, ...filled] },
  { kinds: ["select", "radio"], comparisons: [...alike, ...filled] },
  { kinds: ["boolean"], comparisons: [...alike, ...filled] },
  { kinds: ["text"], comparisons: [...alike, ...filled] },
];

const familyOf = (field: Field) => families.find(({ kinds }) => kinds.includes(field.kind));

/** The comparisons a field offers in a check, most used first; a kind of no order can only be asked to be filled. */
export function comparisonsOf(field: Field): Comparison[] {
  return familyOf(field)?.comparisons ?? filled;
}

/** The other fields of the table that the field can be held against. */
export function comparableFields(table: FieldTable, field: Field): Field[] {
  const kinds = familyOf(field)?.kinds ?? [];
  return table.fields.filter((other) => other.id !== field.id && kinds.includes(other.kind));
}

const words: Record<Comparison, string> = {
  "=": "等于",
  "!=": "不等于",
  "<": "小于",
  "<=": "不大于",
  ">": "大于",
  ">=": "不小于",
  filled: "已填写",
};

/** Chinese word of a comparison. */
export const comparisonTitle = (compare: Comparison): string => words[compare];

type Lookup = (id: string) => Field | undefined;

const lookupIn = (table: FieldTable): Lookup => {
  const fields = new Map(table.fields.map((field) => [field.id, field]));
  return (id) => fields.get(id);
};

function valueTitle(field: Field | undefined, value: FieldTerm["value"]): string {
  if (typeof value === "boolean") return value ? "是" : "否";
  return field?.options?.find((option) => option.value === value)?.label ?? String(value ?? "");
}

function say(term: FieldTerm, lookup: Lookup): string {
  const field = lookup(term.field);
  const subject = `“${field?.title ?? ""}”`;
  if (term.compare === "filled") return `${subject}${words.filled}`;
  const other = term.other === undefined ? valueTitle(field, term.value) : (lookup(term.other)?.title ?? "");
  return `${subject}${words[term.compare]}“${other}”`;
}

/** What a filler reads when the check fails: the officer's words, or a sentence made from the check. */
export function checkMessage(check: FieldCheck, table: FieldTable): string {
  if (check.message?.trim()) return check.message.trim();
  const lookup = lookupIn(table);
  const must =
    check.compare === "filled" ? `请填写“${lookup(check.field)?.title ?? ""}”` : `${say(check, lookup)}才对，请核对`;
  return check.when ? `${say(check.when, lookup)}时，${must}` : must;
}

function operands(term: FieldTerm, lookup: Lookup): { name: string; other: string; names: string[] } {
  const nameOf = (id: string): string => {
    const field = lookup(id);
    return field ? fieldName(field) : "null";
  };
  const name = nameOf(term.field);
  if (term.other === undefined) return { name, other: JSON.stringify(term.value ?? null), names: [name] };
  const other = nameOf(term.other);
  return { name, other, names: [name, other] };
}

/** The comparison in FEEL; `given`: that all it compares is filled, without which FEEL's null answers in its stead. */
function feel(term: FieldTerm, lookup: Lookup): { holds: string; given: string[] } {
  const { name, other, names } = operands(term, lookup);
  if (term.compare === "filled") return { holds: `${name} != null`, given: [] };
  return { holds: `${name} ${term.compare} ${other}`, given: names.map((each) => `${each} != null`) };
}

/** The cross-field rules of the schema that a table's checks stand for; nothing is told of what is not filled yet. */
export function compileChecks(table: FieldTable): CrossFieldRule[] {
  const lookup = lookupIn(table);
  return (table.checks ?? []).map((check) => {
    const [when, demanded] = [check.when && feel(check.when, lookup), feel(check, lookup)];
    const conditions = [...(when ? [...when.given, when.holds] : []), ...demanded.given];
    return {
      ...(conditions.length > 0 && { when: `=${conditions.join(" and ")}` }),
      assert: `=${demanded.holds}`,
      message: checkMessage(check, table),
      fields: [`/${fieldName(lookup(check.field) as Field)}`],
      ...(check.severity === "warning" && { severity: "warning" as const }),
    };
  });
}

function termProblem(term: FieldTerm, table: FieldTable, lookup: Lookup): string | undefined {
  const field = lookup(term.field);
  if (!field) return "用到的字段没有选择，或已经删除，请重新选择或删去这条校验";
  if (!comparisonsOf(field).includes(term.compare)) return `“${field.title}”不能作这种比较，请重新选择`;
  if (term.compare === "filled") return undefined;
  if (term.other !== undefined)
    return comparableFields(table, field).some(({ id }) => id === term.other)
      ? undefined
      : `“${field.title}”要比较的字段已经删除，或类型不同，请重新选择`;
  if (term.value === undefined || term.value === "") return `请选择“${field.title}”要比较的字段，或填写一个值`;
  if (field.options && !field.options.some(({ value }) => value === term.value))
    return `“${field.title}”没有这个选项，请重新选择`;
  return valueProblem(field, term.value);
}

/** What keeps the checks of a table from working, each with its place and the way out. */
export function checkProblems(table: FieldTable): Problem[] {
  const lookup = lookupIn(table);
  return (table.checks ?? []).flatMap((check, at) => {
    const found = termProblem(check, table, lookup) ?? (check.when && termProblem(check.when, table, lookup));
    return found ? [{ pointer: formatPointer(["checks", at]), message: `第 ${at + 1} 条校验：${found}` }] : [];
  });
}
