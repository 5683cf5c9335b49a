import { useState } from "react";
import { useSession } from "../../api/hooks/session.ts";
import type { ListMeta } from "../../api/list-types.ts";

function readChoice(key: string): string[] | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    return Array.isArray(kept) ? kept.map(String) : undefined;
  } catch {
    return undefined;
  }
}

/** Which columns the reader shows; remembered for their account in this browser. */
export function useColumns(view: string, meta: ListMeta) {
  const { account } = useSession();
  const key = `tianbao.columns.${account.id}.${view}`;
  const usual = meta.columns.filter((column) => !column.hidden).map((column) => column.field);
  const [choice, setChoice] = useState(() => readChoice(key));
  const chosen = new Set(choice ?? usual);
  const shown = meta.columns.filter((column) => chosen.has(column.field));
  const choose = (fields: string[] | undefined) => {
    if (fields) localStorage.setItem(key, JSON.stringify(fields));
    else localStorage.removeItem(key);
    setChoice(fields);
  };
  return { shown: shown.length > 0 ? shown : meta.columns.slice(0, 1), choose };
}
