import { Alert, Button } from "antd";
import { t } from "../i18n/index.ts";

/** Why something could not be shown, with a way to try again. */
export function ErrorNotice({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const retry = onRetry && (
    <Button size="small" onClick={onRetry}>
      {t("action.retry")}
    </Button>
  );
  return <Alert type="error" showIcon title={t("error.title")} description={error.message} action={retry} />;
}
