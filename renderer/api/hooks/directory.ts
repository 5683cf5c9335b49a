import { useQuery } from "@tanstack/react-query";
import type { CodeItem, CodeList } from "../../../engine/definition/meta/code-list.gen.ts";
import { api } from "../client.ts";
import type { Choice } from "../list-types.ts";

/** An administrative division. */
export interface Division {
  code: string;
  name: string;
  level: number;
  /** Names from the district down, where names alone are ambiguous. */
  path: string;
  hasChildren: boolean;
}

/** An org unit one can choose. */
export interface OrgUnit {
  id: number;
  name: string;
  level: number;
  kind: string;
}

/** The divisions directly below one, or the top one without a parent. */
export function fetchDivisions(parent?: string): Promise<Division[]> {
  return api.get<Division[]>("/divisions", { parent });
}

/** Names of division codes. */
export function useDivisionNames(codes: string[]) {
  return useQuery({
    queryKey: ["divisions", "codes", codes],
    queryFn: () => api.get<Division[]>("/divisions", { codes: codes.join(",") }),
    enabled: codes.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Org units whose name contains the text. */
export function fetchOrgUnits(q: string): Promise<OrgUnit[]> {
  return api.get<OrgUnit[]>("/org-units", { q, limit: 30 });
}

/** The values of a code list, `<package>/<key>`, retired ones included. */
export async function fetchCodeItems(list: string): Promise<CodeItem[]> {
  return (await api.get<CodeList>(`/code-lists/${list}`)).items;
}

/** The choices of a code list; retired codes are not offered. */
export async function fetchCodeList(list: string): Promise<Choice[]> {
  const items = await fetchCodeItems(list);
  return items.filter((item) => !item.retired).map(({ code, title }) => ({ value: code, label: title }));
}
