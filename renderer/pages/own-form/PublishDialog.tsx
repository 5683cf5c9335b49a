import { Alert, Form, Input, Modal } from "antd";
import { useState } from "react";
import { emptyLevels, type FieldTable, levelTitle } from "../../../engine/form/index.ts";
import { t } from "../../i18n/index.ts";
import type { OwnForm, TableProblem } from "./use-own-form.ts";

type PublishDialogProps = {
  open: boolean;
  form: OwnForm;
  table: FieldTable;
  problems: TableProblem[];
  busy: boolean;
  onPublish(note: string): void;
  onClose(): void;
};

/** Asks what changed, says what publishing means, and shows what stands against it. */
export function PublishDialog({ open, form, table, problems, busy, onPublish, onClose }: PublishDialogProps) {
  const [note, setNote] = useState("");
  const empty = emptyLevels(table);
  return (
    <Modal
      open={open}
      title={t("ownForm.publishTitle", { title: form.title, number: form.number + 1 })}
      okText={t("ownForm.publish")}
      cancelText={t("ownForm.notYet")}
      confirmLoading={busy}
      onOk={() => onPublish(note)}
      onCancel={onClose}
    >
      <p>{t("ownForm.publishHint")}</p>
      {empty.length > 0 && <p>{t("ownForm.emptyLevels", { levels: empty.map(levelTitle).join("、") })}</p>}
      {problems.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={t("ownForm.cannotPublish")}
          description={
            <ul>
              {problems.map(({ message }) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          }
        />
      )}
      <Form layout="vertical" component="div">
        <Form.Item label={t("ownForm.note")} htmlFor="publish-note">
          <Input.TextArea
            id="publish-note"
            autoFocus
            value={note}
            maxLength={200}
            showCount
            placeholder={t("ownForm.notePlaceholder")}
            onChange={(event) => setNote(event.target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
