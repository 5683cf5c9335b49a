import { Button, Result } from "antd";
import { Link } from "react-router-dom";
import { t } from "../i18n/index.ts";

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <Result
      status="404"
      title={t("notFound.title")}
      subTitle={t("notFound.hint")}
      extra={
        <Link to="/">
          <Button type="primary">{t("action.home")}</Button>
        </Link>
      }
    />
  );
}
