import { Button, Result } from "antd";
import { useNavigate } from "react-router-dom";
import type { AlreadyFiled } from "../../api/types.ts";
import { t } from "../../i18n/index.ts";

/** Leads to the record that is there, or says whom to ask, instead of showing a form that could not be saved. */
export function AlreadyFiledNotice({ filed: { message, existing } }: { filed: AlreadyFiled }) {
  const navigate = useNavigate();
  return (
    <Result
      status="info"
      title={message}
      subTitle={existing?.title ?? undefined}
      extra={
        existing && (
          <Button type="primary" onClick={() => navigate(existing.link, { replace: true })}>
            {t("edit.openExisting")}
          </Button>
        )
      }
    />
  );
}
