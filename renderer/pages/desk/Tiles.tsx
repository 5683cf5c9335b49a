import { Link } from "react-router-dom";
import { useTiles } from "../../api/hooks/lists.ts";
import type { TileView } from "../../api/types.ts";
import { t } from "../../i18n/index.ts";
import { listHref } from "../list/list-url.ts";

function TileLink({ title, count, list, tile, codeList, color }: TileView) {
  return (
    <Link
      className={`tile tile-${color ?? "default"}`}
      to={list === null ? `/code-lists/${codeList}` : listHref(list, { tile })}
    >
      <span className="tile-title">{title}</span>
      <span className="tile-count">{count.toLocaleString("zh-CN")}</span>
    </Link>
  );
}

/** Tiles by the module that declares them, both in the order they come in. */
function byModule(tiles: readonly TileView[]): Map<string, TileView[]> {
  const groups = new Map<string, TileView[]>();
  for (const tile of tiles) groups.set(tile.module, [...(groups.get(tile.module) ?? []), tile]);
  return groups;
}

/** The numbers the reader's roles watch, module by module; each opens the rows it counts. */
export function Tiles() {
  const tiles = useTiles().data ?? [];
  if (tiles.length === 0) return null;
  return (
    <section className="tile-groups" aria-label={t("desk.tiles")}>
      {[...byModule(tiles)].map(([module, own]) => (
        <section key={module} className="tile-group" aria-label={module}>
          <h2 className="tile-module">{module}</h2>
          <div className="tiles">
            {own.map((tile) => (
              <TileLink {...tile} key={tile.key} />
            ))}
          </div>
        </section>
      ))}
    </section>
  );
}
