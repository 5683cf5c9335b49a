import { Tag } from "antd";
import type { PackageDiff } from "../../../engine/definition/index.ts";
import { t } from "../../i18n/index.ts";

const colors = { added: "green", removed: "red", changed: "blue" } as const;

/** What changed between two packages, line by line. */
export function DiffList({ lines }: { lines: PackageDiff }) {
  if (lines.length === 0) return <p className="secondary">{t("admin.noDiff")}</p>;
  return (
    <ul className="admin-diff">
      {lines.map(({ kind, where, text }) => (
        <li key={`${kind}${where}${text}`}>
          <Tag color={colors[kind]}>{t(`admin.diff.${kind}`)}</Tag>
          <span className="secondary">{where}</span> {text}
        </li>
      ))}
    </ul>
  );
}
