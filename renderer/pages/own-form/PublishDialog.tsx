import { Alert, Form, Input, Modal } from "antd";
import { useState } from "react";
import type { OwnForm, TableProblem } from "./use-own-form.ts";

type PublishDialogProps = {
  open: boolean;
  form: OwnForm;
  problems: TableProblem[];
  busy: boolean;
  onPublish(note: string): void;
  onClose(): void;
};

/** Asks what changed, says what publishing means, and shows what stands against it. */
export function PublishDialog({ open, form, problems, busy, onPublish, onClose }: PublishDialogProps) {
  const [note, setNote] = useState("");
  return (
    <Modal
      open={open}
      title={`发布“${form.title}”第 ${form.number + 1} 版`}
      okText="发布"
      cancelText="再改改"
      confirmLoading={busy}
      onOk={() => onPublish(note)}
      onCancel={onClose}
    >
      <p>发布后立即生效：新填报用这一版；已经填报的记录仍按各自的版本显示，不会改动。</p>
      {problems.length > 0 && (
        <Alert
          type="error"
          showIcon
          title="还不能发布"
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
        <Form.Item label="这一版改了什么" htmlFor="publish-note">
          <Input.TextArea
            id="publish-note"
            autoFocus
            value={note}
            maxLength={200}
            showCount
            placeholder="例如：增加“覆盖率”，“完成数量”改为必填"
            onChange={(event) => setNote(event.target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
