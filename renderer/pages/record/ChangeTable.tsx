import type { FieldChange } from "../../api/types.ts";
import { t } from "../../i18n/index.ts";

interface Props {
  changes: FieldChange[];
  /** Heads of the two value columns. */
  before?: string;
  after?: string;
}

/** Field by field, the earlier and the later value side by side. */
export function ChangeTable({ changes, before, after }: Props) {
  return (
    <table className="changes">
      <thead>
        <tr>
          <th scope="col">{t("record.revision.field")}</th>
          <th scope="col">{before ?? t("record.revision.from")}</th>
          <th scope="col">{after ?? t("record.revision.to")}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.pointer + change.kind}>
            <th scope="row">{change.title}</th>
            <td className="changes-before">{change.before && <del>{change.before}</del>}</td>
            <td className="changes-after">{change.after && <ins>{change.after}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
