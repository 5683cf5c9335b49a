import type { ListView } from "../../../engine/definition/index.ts";
import { allOf } from "../../../engine/view/index.ts";
import type { AppContext } from "../../context.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { AppError } from "../../http/problem.ts";

/** A list as everybody may read it: its open columns, and no other field to search or filter by. */
export interface OpenList {
  /** `<package>/<list>` */
  address: string;
  resolved: RegisteredRecordType;
  list: ListView;
}

/** Cut down to what was opened, so that nothing that runs it later can show more. */
function opened(list: ListView): ListView | undefined {
  const { public: open } = list;
  if (!open || list.of !== "inForce") return undefined;
  const allowed = new Set(open.columns);
  const where = allOf([list.where, open.where]);
  return {
    ...list,
    ...(where && { where }),
    title: open.title ?? list.title,
    columns: list.columns.filter(({ field }) => allowed.has(field)),
    search: (open.search ?? []).filter((field) => allowed.has(field)),
    filters: [{ field: "$division" }],
  };
}

/** Every list that some live definition opens. */
export function openLists({ definitions }: Pick<AppContext, "definitions">): OpenList[] {
  return definitions
    .recordTypes()
    .filter((type) => type.base === undefined)
    .flatMap((resolved) =>
      resolved.lists.flatMap((list) => {
        const open = opened(list);
        return open ? [{ address: `${resolved.definitionKey}/${list.key}`, resolved, list: open }] : [];
      }),
    );
}

/** One open list. @throws AppError 404, alike for what does not exist and for what is not open. */
export function openList(ctx: Pick<AppContext, "definitions">, address: string): OpenList {
  const found = openLists(ctx).find((one) => one.address === address);
  if (!found) throw new AppError(404, "unknown-list", "没有这个公开的名录，请检查地址。");
  return found;
}
