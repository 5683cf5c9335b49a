import type { CodeItem, CodeList } from "./meta/code-list.gen.ts";

/** A value as officers changed or added it. */
export interface MaintainedItem {
  code: string;
  title: string;
  parent: string | null;
  retired: boolean;
}

const itemOf = ({ code, title, parent, retired }: MaintainedItem): CodeItem => ({
  ...{ code, title },
  ...(parent !== null && { parent }),
  ...(retired && { retired }),
});

/** The list in force: delivered values as they were changed, then those that were added, in their order. */
export function maintainedList(delivered: CodeList, changes: readonly MaintainedItem[]): CodeList {
  const byCode = new Map(changes.map((change) => [change.code, itemOf(change)]));
  const known = new Set(delivered.items.map(({ code }) => code));
  const items = delivered.items.map((item) => byCode.get(item.code) ?? item);
  return { ...delivered, items: [...items, ...changes.filter(({ code }) => !known.has(code)).map(itemOf)] };
}

/** A code no value of the list has: the number after the highest, below a parent after its highest. */
export function nextCode({ items }: Pick<CodeList, "items">, parent?: string | null): string {
  const prefix = parent ?? "";
  const numbers = items
    .map(({ code }) => code)
    .filter((code) => code.startsWith(prefix) && /^\d{1,6}$/.test(code.slice(prefix.length)))
    .map((code) => code.slice(prefix.length));
  const width = Math.max(2, ...numbers.map(({ length }) => length));
  const taken = new Set(items.map(({ code }) => code));
  let number = Math.max(0, ...numbers.map(Number)) + 1;
  while (taken.has(prefix + String(number).padStart(width, "0"))) number += 1;
  return prefix + String(number).padStart(width, "0");
}
