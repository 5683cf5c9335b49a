import { Alert, Switch } from "antd";
import type { RecordTypeView } from "../../api/types.ts";
import { t } from "../../i18n/index.ts";

interface Props {
  fields: string[];
  type: RecordTypeView;
  only: boolean;
  onOnly: (only: boolean) => void;
}

/** After a return: which fields changed; the form can be narrowed to them. */
export function ChangedNotice({ fields, type, only, onOnly }: Props) {
  const titles = fields.map((field) => type.schema.properties?.[field]?.title ?? field);
  const text = fields.length === 0 ? t("changed.none") : t("changed.some", { fields: titles.join("、") });
  const toggle = (
    <span className="changed-only">
      <Switch size="small" checked={only} onChange={onOnly} aria-label={t("changed.only")} />
      {t("changed.only")}
    </span>
  );
  return <Alert className="section" type="info" showIcon title={text} action={fields.length > 0 && toggle} />;
}
