import { Button, Result } from "antd";
import { useRouteError } from "react-router-dom";
import { t } from "../i18n/index.ts";

/** A page that broke while drawing itself. */
export function PageFailure() {
  const error = useRouteError();
  return (
    <Result
      status="error"
      title={t("error.page")}
      subTitle={t("error.pageHint")}
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          {t("action.refresh")}
        </Button>
      }
    >
      <pre className="failure-detail">{error instanceof Error ? error.message : String(error)}</pre>
    </Result>
  );
}
