import { useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import type { SourceField } from "../../../engine/form/index.ts";
import { api } from "../../api/client.ts";

/** A record type that the form may refer to, with the fields and tables its designer may use. */
export interface ReferenceSource {
  recordType: string;
  title: string;
  definition: string;
  titleField: string;
  fields: SourceField[];
  tables: { field: string; title: string }[];
}

/** Reads what the form of a record may refer to; nobody is asked for who only looks. */
export function useReferenceSources(recordId: string, canDesign: boolean) {
  return useQuery({
    queryKey: ["own-form-sources", recordId],
    queryFn: () => api.get<{ sources: ReferenceSource[] }>(`/forms/${recordId}/sources`),
    enabled: canDesign,
    staleTime: 60_000,
  });
}

/** What the form on the page may refer to. */
export const SourcesContext = createContext<readonly ReferenceSource[]>([]);

/** The record type behind a key, as far as the designer may use it. */
export function useSource(recordType: string | undefined): ReferenceSource | undefined {
  return useContext(SourcesContext).find((source) => source.recordType === recordType);
}
