import { InboxOutlined } from "@ant-design/icons";
import { Alert, App, Modal, Upload } from "antd";
import { useState } from "react";
import { ApiError } from "../../api/problem.ts";
import { useDialogFocus } from "../../components/use-dialog-focus.ts";
import { ProblemPicture } from "../../flow/ProblemPicture.tsx";
import { t } from "../../i18n/index.ts";
import { DiffList } from "./DiffList.tsx";
import { type ImportPreview, useImport } from "./use-admin.ts";

/** Imports a zipped package: first a dry run that shows what would change, then for real. */
export function ImportDialog({ onClose }: { onClose(): void }) {
  useDialogFocus();
  const { message } = App.useApp();
  const [file, setFile] = useState<File>();
  const trial = useImport();
  const run = useImport();
  const blocked = !trial.data || trial.data.problems.some(({ severity }) => severity === "error");
  const finish = () =>
    file &&
    run.mutate(
      { file, dryRun: false },
      {
        onSuccess: () => {
          void message.success(t("admin.imported"));
          onClose();
        },
      },
    );
  const failure = run.error ?? trial.error;
  return (
    <Modal
      open
      width={880}
      title={t("admin.import")}
      okText={t("admin.importNow")}
      okButtonProps={{ disabled: blocked, loading: run.isPending }}
      onOk={finish}
      onCancel={onClose}
    >
      <Upload.Dragger
        accept=".zip"
        maxCount={1}
        beforeUpload={(chosen) => {
          setFile(chosen);
          trial.mutate({ file: chosen, dryRun: true });
          return false;
        }}
      >
        <InboxOutlined style={{ fontSize: 32 }} />
        <p>{t("admin.importHint")}</p>
      </Upload.Dragger>
      {failure && <Refusal error={failure} />}
      {trial.data && <Trial preview={trial.data} />}
    </Modal>
  );
}

function Refusal({ error }: { error: Error }) {
  const listed = error instanceof ApiError ? error.errors : [];
  return (
    <Alert
      type="error"
      showIcon
      title={error.message}
      description={listed.map(({ message }) => message).join("；") || undefined}
    />
  );
}

function Trial({ preview }: { preview: ImportPreview }) {
  return (
    <>
      {preview.problems.map(({ severity, file, message, hint }) => (
        <Alert key={`${file}${message}`} type={severity} showIcon title={`${file}：${message}`} description={hint} />
      ))}
      {Object.entries(preview.drawings).map(([file, xml]) => (
        <ProblemPicture
          key={file}
          title={file}
          xml={xml}
          problems={preview.problems.filter((problem) => problem.file === file)}
        />
      ))}
      {preview.key && (
        <p>{t(preview.isNew ? "admin.importNew" : "admin.importUpdate", { title: preview.title ?? preview.key })}</p>
      )}
      {!preview.isNew && <DiffList lines={preview.diff} />}
    </>
  );
}
