import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { api } from "../../../api/client.ts";
import { fetchOrgUnits } from "../../../api/hooks/directory.ts";
import type { Choice, ListFilter } from "../../../api/list-types.ts";
import { t } from "../../../i18n/index.ts";
import type { FilterProps } from "./FilterControl.tsx";

async function fetchChoices({ kind, reference }: ListFilter, q: string): Promise<Choice[]> {
  if (kind === "orgUnit") return (await fetchOrgUnits(q)).map(({ id, name }) => ({ value: id, label: name }));
  if (!reference) return [];
  return api.get<Choice[]>("/records/options", { recordType: reference, q });
}

/** Units or records that are found by name. */
export function RemoteFilter({ id, filter, value, onChange }: FilterProps) {
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed);
  const found = useQuery({
    queryKey: ["filter-choices", filter.kind, filter.reference, q],
    queryFn: () => fetchChoices(filter, q),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const wanted = (value === undefined || value === null ? [] : [value].flat()).map(String);
  return (
    <Select
      id={id}
      mode="multiple"
      allowClear
      showSearch
      maxTagCount="responsive"
      placeholder={t(filter.kind === "orgUnit" ? "list.unitPlaceholder" : "list.all")}
      filterOption={false}
      loading={found.isFetching}
      value={wanted}
      options={(found.data ?? []).map((choice) => ({ value: String(choice.value), label: choice.label }))}
      onSearch={setTyped}
      onChange={(next: string[]) => onChange(next.length > 1 ? next : next[0])}
    />
  );
}
