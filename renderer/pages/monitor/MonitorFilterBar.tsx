import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { fetchDivisions } from "../../api/hooks/directory.ts";
import { t } from "../../i18n/index.ts";
import { useFilter } from "./filter.ts";
import { useProcesses } from "./use-monitor.ts";

const spans = [7, 30, 90, 365];

/** The districts of the city; the whole city is the only division without a parent. */
function useDistricts() {
  return useQuery({
    queryKey: ["divisions", "districts"],
    queryFn: async () => {
      const [city] = await fetchDivisions();
      return city ? fetchDivisions(city.code) : [];
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Narrows everything below: by definition, version, district and time. */
export function MonitorFilterBar() {
  const { filter, set, clear } = useFilter();
  const definitions = useProcesses().data ?? [];
  const districts = useDistricts().data ?? [];
  const chosen = definitions.find(({ key }) => key === filter.definition);
  return (
    <div className="monitor-filter">
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        className="monitor-filter-wide"
        aria-label={t("monitor.definition")}
        placeholder={t("monitor.definition")}
        value={filter.definition}
        options={definitions.map(({ key, title }) => ({ value: key, label: title }))}
        onChange={(definition?: string) => set({ definition, version: undefined })}
      />
      <Select
        allowClear
        aria-label={t("monitor.version")}
        placeholder={t("monitor.version")}
        disabled={!chosen}
        value={filter.version}
        options={chosen?.versions.map(({ id, number, state }) => ({
          value: id,
          label: t("monitor.versionNumber", { number }) + (state === "published" ? t("monitor.live") : ""),
        }))}
        onChange={(version?: number) => set({ version })}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        aria-label={t("monitor.district")}
        placeholder={t("monitor.district")}
        value={filter.district}
        options={districts.map(({ code, name }) => ({ value: code.slice(0, 6), label: name }))}
        onChange={(district?: string) => set({ district })}
      />
      <Select
        allowClear
        aria-label={t("monitor.since")}
        placeholder={t("monitor.anyTime")}
        value={filter.days}
        options={spans.map((days) => ({ value: days, label: t("monitor.days", { days }) }))}
        onChange={(days?: number) => set({ days })}
      />
      <Button type="link" onClick={clear}>
        {t("monitor.clear")}
      </Button>
    </div>
  );
}
