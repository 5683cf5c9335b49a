import { Link } from "react-router-dom";
import { useTiles } from "../../api/hooks/lists.ts";
import { t } from "../../i18n/index.ts";
import { listHref } from "../list/list-url.ts";
import { tileFilters } from "./tile-filters.ts";

/** The numbers the reader's roles watch; each opens its list. */
export function Tiles() {
  const tiles = useTiles().data ?? [];
  if (tiles.length === 0) return null;
  return (
    <section className="tiles" aria-label={t("desk.tiles")}>
      {tiles.map(({ key, title, count, list, codeList, where, color }) => (
        <Link
          key={key}
          className={`tile tile-${color ?? "default"}`}
          to={list === null ? `/code-lists/${codeList}` : listHref(list, { filters: tileFilters(where) })}
        >
          <span className="tile-title">{title}</span>
          <span className="tile-count">{count}</span>
        </Link>
      ))}
    </section>
  );
}
