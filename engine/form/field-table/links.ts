import type { Problem } from "../dialect.ts";
import { formatPointer } from "../pointer.ts";
import type { Field, FieldTable } from "./field-table.ts";

/** Stands in `within` for the division of the unit that fills the form. */
export const ownDivision = "$division";

/** The reference field by its id among those beside a field and those of the form around. */
export function referenceOf(id: string, around: readonly Field[]): Field | undefined {
  return around.find((field) => field.id === id && field.kind === "reference" && !field.row && !field.derived);
}

type Found = [key: keyof Field, message: string];

function derivedProblem({ title, derived, required, requiredAt }: Field, beside: readonly Field[]): Found | undefined {
  if (!derived) return undefined;
  if (!referenceOf(derived.from, beside))
    return ["derived", `“${title}”取自哪个引用字段还没有选择，或那个字段已删除、不再是引用，请重新选择`];
  if (!derived.field) return ["derived", `请选择“${title}”取自所引用记录的哪个字段`];
  return required || requiredAt?.length
    ? ["required", `“${title}”由所引用的记录带出，填报人不能填写，请去掉必填`]
    : undefined;
}

function rowProblem({ title, row }: Field, around: readonly Field[]): Found | undefined {
  if (!row) return undefined;
  if (!referenceOf(row.of, around))
    return ["row", `“${title}”要先选的引用字段还没有选择，或那个字段已删除、不再是引用，请重新选择`];
  return row.table ? undefined : ["row", `请选择“${title}”从所引用记录的哪张明细中选`];
}

function withinProblem({ title, within }: Field, around: readonly Field[]): Found | undefined {
  if (!within || within === ownDivision) return undefined;
  return around.some(({ id, kind }) => id === within && kind === "division")
    ? undefined
    : ["within", `“${title}”要按某个行政区划字段选择，但那个字段已删除，或不再是行政区划，请重新选择`];
}

/** What is wrong with fields that speak of other fields: of a reference they take over or choose from, of a division. */
export function linkProblems(table: FieldTable): Problem[] {
  const inList = (fields: readonly Field[], outer: readonly Field[], path: (string | number)[]): Problem[] =>
    fields.flatMap((field, at) => {
      const [here, around] = [
        [...path, at],
        [...fields, ...outer],
      ];
      const found = [derivedProblem(field, fields), rowProblem(field, around), withinProblem(field, around)];
      return [
        ...found.flatMap((one): Problem[] =>
          one ? [{ pointer: formatPointer([...here, one[0]]), message: one[1] }] : [],
        ),
        ...inList(field.columns ?? [], around, [...here, "columns"]),
      ];
    });
  return inList(table.fields, [], ["fields"]);
}
