import { compileExpression } from "../../engine/expression/index.ts";
import { type Field, type FieldTable, fieldName, formatPointer, type Problem } from "../../engine/form/index.ts";

type Path = (string | number)[];

function inFormula({ title, kind, formula }: Field, known: ReadonlySet<string>, path: Path): Problem[] {
  if (kind !== "computed" || !formula) return [];
  const unknown = compileExpression(formula).variables.find((name) => !known.has(name));
  if (unknown === undefined) return [];
  const message = `“${title}”的计算公式用到的“${unknown}”不在表单里，可能已经删除，请修改公式`;
  return [{ pointer: formatPointer([...path, "formula"]), message }];
}

function inRules({ rules = [] }: FieldTable, known: ReadonlySet<string>): Problem[] {
  return rules.flatMap(({ when, assert, message: told, fields = [] }, at): Problem[] => {
    const named = [...fields.flatMap((pointer) => pointer.split("/")[1] ?? []), ...compileExpression(assert).variables];
    const names = [...named, ...(when ? compileExpression(when).variables : [])];
    const unknown = names.find((name) => !known.has(name));
    if (unknown === undefined) return [];
    const message = `规则“${told}”用到的“${unknown}”不在表单里，可能已经删除，请删去这条规则`;
    return [{ pointer: formatPointer(["rules", at]), message }];
  });
}

/** Formulas and rules that speak of a field which neither the table nor the form around it has; they would stay silent. */
export function unknownNames(table: FieldTable, around: readonly string[]): Problem[] {
  const known = new Set([...around, ...table.fields.map(fieldName)]);
  const fields = table.fields.flatMap((field, at): Problem[] => {
    const inRow = new Set([...known, ...(field.columns ?? []).map(fieldName)]);
    const columns = (field.columns ?? []).flatMap((column, n) =>
      inFormula(column, inRow, ["fields", at, "columns", n]),
    );
    return [...inFormula(field, known, ["fields", at]), ...columns];
  });
  return [...fields, ...inRules(table, known)];
}
