import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CodeItem, CodeList } from "../../../engine/definition/meta/code-list.gen.ts";
import { api } from "../../api/client.ts";

/** A code list as its maintenance shows it. */
export type MaintainedList = CodeList & { canMaintain: boolean };

/** What is said of a value. */
export interface ItemInput {
  title?: string;
  parent?: string;
  retired?: boolean;
}

/** The list with all its values; `ref` is `<package>/<key>`. */
export function useCodeList(ref: string | undefined) {
  return useQuery({
    queryKey: ["maintained-list", ref],
    queryFn: () => api.get<MaintainedList>(`/code-lists/${ref}`),
    enabled: ref !== undefined,
  });
}

/** Adds a value, or changes the one given; whatever shows choices looks again. */
export function useSaveItem(ref: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ item, input }: { item?: CodeItem | undefined; input: ItemInput }) =>
      item
        ? api.put<MaintainedList>(`/code-lists/${ref}/items/${item.code}`, input)
        : api.post<MaintainedList>(`/code-lists/${ref}/items`, input),
    onSuccess: (list) => {
      client.setQueryData(["maintained-list", ref], list);
      void client.invalidateQueries({ queryKey: ["code-list", ref] });
      void client.invalidateQueries({ queryKey: ["code-items", ref] });
      void client.invalidateQueries({ queryKey: ["tiles"] });
    },
  });
}
