import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ResolvedVariant } from "../../../engine/definition/index.ts";
import type { FieldTable, FormSchema, UiSchema } from "../../../engine/form/index.ts";
import { api } from "../../api/client.ts";

/** The own form of a record: its field table, and the fields every such form has anyway. */
export interface OwnForm {
  /** Key of the definition the form is published as. */
  key: string;
  title: string;
  /** Published version of the form; 0 when there is none yet. */
  number: number;
  table: FieldTable;
  canDesign: boolean;
  base: {
    recordType: string;
    title: string;
    schema: FormSchema;
    uiSchema: UiSchema;
    /** What each level fills of the base; none where all fill the same. */
    variants: ResolvedVariant[];
  };
}

/** One thing wrong with the table; `pointer` begins with /fields/<n>. */
export interface TableProblem {
  severity?: "error" | "warning";
  pointer?: string;
  message: string;
}

/** Reads the own form of a record. */
export function useOwnForm(recordId: string) {
  return useQuery({
    queryKey: ["own-form", recordId],
    queryFn: () => api.get<OwnForm>(`/forms/${recordId}`),
    refetchOnWindowFocus: false,
  });
}

/** Publishes the table as a new version of the form. */
export function usePublishForm(recordId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { table: FieldTable; baseNumber: number; note: string }) =>
      api.put<{ number: number }>(`/forms/${recordId}`, body),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Asks the server for everything it would refuse, without publishing. */
export function checkForm(recordId: string, table: FieldTable): Promise<{ problems: TableProblem[] }> {
  return api.post(`/forms/${recordId}/check`, { table });
}
