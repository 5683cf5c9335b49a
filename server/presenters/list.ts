import { decide } from "../../engine/access/index.ts";
import type { ListView } from "../../engine/definition/index.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { compiledOf } from "../models/record/compiled.ts";
import { fieldOfView, firstValue } from "../models/record/views.ts";

/** What a list offers one reader: columns and filters with their kinds and choices, and his abilities. */
export function presentList(ctx: AppContext, subject: Subject, resolved: RegisteredRecordType, view: ListView): object {
  const { policy } = compiledOf(resolved);
  const imported = resolved.recordType.import;
  const may = (action: "create" | "export" | "import") => decide(policy, subject, action) !== false;
  const offers = (action: "create" | "import") => (view.offers?.includes(action) ?? true) && may(action);
  return {
    title: view.title,
    recordType: resolved.storedKey,
    of: view.of ?? "record",
    columns: view.columns.map((column) => ({ ...fieldOfView(ctx, resolved, column.field), ...column })),
    filters: (view.filters ?? []).map((filter) => ({
      ...fieldOfView(ctx, resolved, filter.field),
      ...filter,
      ...(filter.default !== undefined && { default: firstValue(ctx, subject, filter.default) }),
    })),
    sort: view.sort ?? [],
    search: view.search ?? [],
    pageSize: view.pageSize ?? 20,
    abilities: {
      canCreate: offers("create"),
      canExport: may("export"),
      canImport: imported !== undefined && offers("import"),
    },
    ...(imported && { importTitle: imported.title }),
  };
}
