import type { Condition, ListView } from "../meta/views.gen.ts";
import type { Finding, Rule } from "./rule.ts";

/** System fields that say nothing of a person or of how the office works. */
const open = new Set(["$title", "$unit", "$division", "$district", "$level", "$inForceAt", "$updatedAt"]);

/** Whether a condition asks who reads, while nobody is signed in. */
function asksReader(condition: Condition | undefined): boolean {
  if (!condition) return false;
  const parts = [...(condition.all ?? []), ...(condition.any ?? []), ...(condition.not ? [condition.not] : [])];
  const worked = [condition.value].flat().some((value) => typeof value === "string" && value.startsWith("="));
  return worked || condition.field === "$turn" || parts.some(asksReader);
}

function fault({ of, columns, where, public: shown }: ListView): [string, string] | undefined {
  if (!shown) return undefined;
  if (of !== "inForce") return ["", "只能公开已生效的记录，请把列表的 of 设为 inForce"];
  const known = new Set(columns.map(({ field }) => field));
  const strange = shown.columns.find((field) => !known.has(field));
  if (strange) return ["/columns", `公开的列“${strange}”不在列表的列中`];
  const inner = shown.columns.find((field) => field.startsWith("$") && !open.has(field));
  if (inner) return ["/columns", `“${inner}”是内部信息，不能公开`];
  if (asksReader(where) || asksReader(shown.where)) return ["/where", "条件取决于谁在查询，而公开查询没有登录的人"];
  const hidden = shown.search?.find((field) => !shown.columns.includes(field));
  return hidden ? ["/search", `按“${hidden}”查找会透露没有公开的内容`] : undefined;
}

/** A list opened to everybody shows official records, columns it has itself, and can be searched by those alone. */
export const publicListSafe: Rule = {
  name: "public-list-safe",
  check: ({ pkg: { views } }) =>
    (views.lists ?? []).flatMap((list, at): Finding[] => {
      const found = fault(list);
      if (!found) return [];
      return [
        {
          file: "views.json",
          pointer: `/lists/${at}/public${found[0]}`,
          message: `列表“${list.title}”公开给社会查询，但${found[1]}`,
          hint: "请修改 public 的设置，只公开列表中已生效记录的列",
        },
      ];
    }),
};
