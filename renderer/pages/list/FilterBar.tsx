import { Button, Input, Tag } from "antd";
import { useEffect, useState } from "react";
import type { FilterValue, ListMeta } from "../../api/list-types.ts";
import { t } from "../../i18n/index.ts";
import { FilterControl } from "./filters/FilterControl.tsx";
import type { ListState } from "./list-url.ts";

interface Props {
  meta: ListMeta;
  state: ListState;
  narrowed: boolean;
  onChange: (next: Partial<ListState>) => void;
}

/** More filters than this wait behind a button. */
const shownAtFirst = 6;

function SearchBox({ search, onSearch }: { search: string; onSearch: (text: string) => void }) {
  const [text, setText] = useState(search);
  useEffect(() => setText(search), [search]);
  return (
    <div className="filter">
      <label htmlFor="list-search">{t("list.search")}</label>
      <Input.Search
        id="list-search"
        value={text}
        allowClear
        placeholder={t("list.searchPlaceholder")}
        onChange={(event) => setText(event.target.value)}
        onSearch={(value) => onSearch(value.trim())}
      />
    </div>
  );
}

/** The conditions of a list. */
export function FilterBar({ meta, state, narrowed, onChange }: Props) {
  const [all, setAll] = useState(false);
  const searchable = (meta.search?.length ?? 0) > 0;
  if (meta.filters.length === 0 && !searchable && !narrowed) return null;
  const set = (field: string, value: FilterValue | undefined) => {
    const { [field]: _, ...others } = state.filters;
    onChange({ filters: value === undefined ? others : { ...others, [field]: value } });
  };
  const tile = meta.tiles?.find(({ key }) => key === state.tile);
  const shown = all ? meta.filters : meta.filters.slice(0, shownAtFirst);
  return (
    <search className="filter-bar">
      {searchable && <SearchBox search={state.search} onSearch={(search) => onChange({ search })} />}
      {shown.map((filter) => (
        <FilterControl
          key={filter.field}
          filter={filter}
          value={state.filters[filter.field]}
          onChange={(value) => set(filter.field, value)}
        />
      ))}
      {tile && (
        <div className="filter">
          <span className="filter-label">{t("list.tile")}</span>
          <Tag closable className="filter-tile" onClose={() => onChange({ tile: undefined })}>
            {tile.title}
          </Tag>
        </div>
      )}
      <div className="filter-actions">
        {meta.filters.length > shownAtFirst && (
          <Button type="link" onClick={() => setAll(!all)}>
            {t(all ? "list.lessFilters" : "list.moreFilters")}
          </Button>
        )}
        {narrowed && (
          <Button type="link" onClick={() => onChange({ filters: {}, search: "", drill: undefined, tile: undefined })}>
            {t("list.reset")}
          </Button>
        )}
      </div>
    </search>
  );
}
