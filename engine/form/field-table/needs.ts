import { compileExpression } from "../../expression/index.ts";
import type { Problem } from "../dialect.ts";
import { formatPointer } from "../pointer.ts";
import type { Field, FieldTable, FieldTerm } from "./field-table.ts";
import { fieldName } from "./ids.ts";
import { fieldLevels, type Level, levels, levelTitle } from "./levels.ts";

const told = (at: readonly Level[]): string => at.map((level) => `“${levelTitle(level)}”`).join("");

/** What a field cannot be filled or worked out without: the names of other fields of the table, and how it uses each. */
function needsOf(field: Field, table: FieldTable): [name: string, use: string][] {
  const byId = new Map(table.fields.map((each) => [each.id, fieldName(each)]));
  const named = (id: string | undefined, use: string): [string, string][] => {
    const name = id === undefined ? undefined : byId.get(id);
    return name === undefined ? [] : [[name, use]];
  };
  const own = new Set((field.columns ?? []).map(fieldName));
  const formula = field.kind === "computed" && field.formula ? compileExpression(field.formula).variables : [];
  return [
    ...formula.map((name): [string, string] => [name, "的计算公式用到"]),
    ...named(field.derived?.from, "取自"),
    ...named(field.row?.of, "要先选"),
    ...named(field.within, "要先选"),
    ...(field.columns ?? []).flatMap((column) => needsOf(column, table).filter(([name]) => !own.has(name))),
  ];
}

/** The levels that fill all of the first fields and yet not the other. */
const missingAt = (using: readonly Field[], needed: Field): Level[] =>
  levels.filter(
    (level) => using.every((field) => fieldLevels(field).includes(level)) && !fieldLevels(needed).includes(level),
  );

function fieldNeeds(field: Field, at: number, table: FieldTable): Problem[] {
  const byName = new Map(table.fields.map((each) => [fieldName(each), each]));
  return needsOf(field, table).flatMap(([name, use]): Problem[] => {
    const needed = byName.get(name);
    const missing = needed && needed !== field ? missingAt([field], needed) : [];
    if (!needed || missing.length === 0) return [];
    const way = `请让这些层级也填写“${needed.title}”，或不让它们填写“${field.title}”`;
    const message = `“${field.title}”${use}“${needed.title}”，但${told(missing)}不填写“${needed.title}”，${way}`;
    return [{ pointer: formatPointer(["fields", at, "levels"]), message }];
  });
}

/** What a term speaks of, each id once. */
const idsOf = ({ field, other }: FieldTerm): string[] => (other === undefined ? [field] : [field, other]);

function checkNeeds(table: FieldTable): Problem[] {
  const byId = new Map(table.fields.map((field) => [field.id, field]));
  return (table.checks ?? []).flatMap((check, at): Problem[] => {
    const shown = byId.get(check.field);
    if (!shown) return [];
    const used = [...idsOf(check), ...(check.when ? idsOf(check.when) : [])].flatMap((id) => byId.get(id) ?? []);
    const needed = used.find((field) => missingAt([shown], field).length > 0);
    if (!needed) return [];
    const way = `请让这些层级也填写“${needed.title}”，或不让它们填写“${shown.title}”`;
    const message = `第 ${at + 1} 条校验用到“${needed.title}”，但${told(missingAt([shown], needed))}填写“${shown.title}”却不填写它，${way}`;
    return [{ pointer: formatPointer(["checks", at]), message }];
  });
}

function levelProblem(field: Field): [key: keyof Field, message: string] | undefined {
  const label = `“${field.title.trim() || "未命名字段"}”`;
  if (fieldLevels(field).length === 0) return ["levels", `${label}没有任何层级填写，请至少选一个层级，或删除这个字段`];
  const beyond = (field.requiredAt ?? []).filter((level) => !fieldLevels(field).includes(level));
  if (beyond.length > 0)
    return ["requiredAt", `${label}在${told(beyond)}必填，却不由这些层级填写，请去掉必填，或让这些层级填写`];
  const long = levels.find((level) => (field.titleAt?.[level]?.length ?? 0) > 60);
  return long && ["titleAt", `${label}在“${levelTitle(long)}”的叫法超过 60 个字，请缩短`];
}

/** What is wrong with who fills what: a field nobody fills, or one that is not filled where another needs it. */
export function levelProblems(table: FieldTable): Problem[] {
  const own = table.fields.flatMap((field, at): Problem[] => {
    const found = levelProblem(field);
    return found ? [{ pointer: formatPointer(["fields", at, found[0]]), message: found[1] }] : [];
  });
  const columns = table.fields.flatMap((field, at) =>
    (field.columns ?? []).flatMap((column, n): Problem[] =>
      column.levels || column.requiredAt || column.titleAt
        ? [
            {
              pointer: formatPointer(["fields", at, "columns", n, "levels"]),
              message: `“${column.title}”是“${field.title}”的列，不能单独按层级填写，请在“${field.title}”上设置`,
            },
          ]
        : [],
    ),
  );
  return [
    ...own,
    ...columns,
    ...table.fields.flatMap((field, at) => fieldNeeds(field, at, table)),
    ...checkNeeds(table),
  ];
}
