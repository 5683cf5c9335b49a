import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { fetchCodeList } from "../../../api/hooks/directory.ts";
import type { Choice, ListFilter } from "../../../api/list-types.ts";
import { t } from "../../../i18n/index.ts";
import type { FilterProps } from "./FilterControl.tsx";

function useChoices({ kind, options, list }: ListFilter): Choice[] {
  const loaded = useQuery({
    queryKey: ["code-list", list],
    queryFn: () => fetchCodeList(list as string),
    enabled: !options && list !== undefined,
    staleTime: 5 * 60_000,
  });
  if (options) return options;
  if (kind !== "boolean") return loaded.data ?? [];
  return [
    { value: "true", label: t("common.yes") },
    { value: "false", label: t("common.no") },
  ];
}

/** Any of the field's own choices. */
export function SelectFilter({ id, filter, value, onChange }: FilterProps) {
  const choices = useChoices(filter);
  const wanted = (value === undefined || value === null ? [] : [value].flat()).map(String);
  return (
    <Select
      id={id}
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      placeholder={t("list.all")}
      optionFilterProp="label"
      value={wanted}
      options={choices.map((choice) => ({ value: String(choice.value), label: choice.label }))}
      onChange={(next: string[]) => onChange(next.length > 1 ? next : next[0])}
    />
  );
}
