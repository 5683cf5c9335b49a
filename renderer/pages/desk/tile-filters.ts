import type { Condition } from "../../../engine/definition/meta/views.gen.ts";
import type { FilterValue } from "../../api/list-types.ts";

const asFilter = new Set<Condition["op"]>(["eq", "in", "within"]);

/** The list filters that show what a tile counts; parts that no filter can express are left out. */
export function tileFilters(where: Condition | undefined): Record<string, FilterValue> {
  if (!where) return {};
  if (where.all) return Object.assign({}, ...where.all.map(tileFilters));
  const { field, op, value } = where;
  return field && asFilter.has(op) ? { [field]: value as unknown as FilterValue } : {};
}
