import { Alert } from "antd";
import { t } from "../i18n/index.ts";

interface Props {
  warnings: readonly { pointer: string; title: string; message: string }[] | undefined;
}

/** What deserves a second look before going on; nothing where there is nothing. */
export function Warnings({ warnings = [] }: Props) {
  if (warnings.length === 0) return null;
  const lines = warnings.map(({ pointer, title, message }) => (
    <li key={pointer + message}>{t("common.colon", { name: title, value: message })}</li>
  ));
  return (
    <Alert
      className="section"
      type="warning"
      showIcon
      title={t("record.warnings", { count: warnings.length })}
      description={<ul className="plain-list">{lines}</ul>}
    />
  );
}
