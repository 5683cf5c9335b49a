import { Alert, Button, Modal } from "antd";
import { useState } from "react";
import { type PathRequest, usePathPreview } from "../../api/hooks/operations.ts";
import { PageLoading } from "../../components/PageLoading.tsx";
import { PathSteps } from "../../components/PathSteps.tsx";
import { t } from "../../i18n/index.ts";

/** Shows the path a submission would take and who would be asked, before it is submitted. */
export function PathPreview({ request }: { request: () => PathRequest }) {
  const [open, setOpen] = useState(false);
  const preview = usePathPreview();
  const show = () => {
    setOpen(true);
    preview.mutate(request());
  };
  return (
    <>
      <Button onClick={show}>{t("path.preview")}</Button>
      <Modal open={open} title={t("path.preview")} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <p className="secondary">{t("path.lead")}</p>
        {preview.error && <Alert type="error" showIcon title={preview.error.message} />}
        {preview.isPending && <PageLoading />}
        {preview.data && <PathSteps path={preview.data} />}
      </Modal>
    </>
  );
}
