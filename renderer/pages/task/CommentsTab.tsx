import { Alert, Button, Input } from "antd";
import { useState } from "react";
import { useAddComment, useComments } from "../../api/hooks/operations.ts";
import type { Comment } from "../../api/operation-types.ts";
import type { Attachment } from "../../api/upload.ts";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { FileList, FilePicker } from "../../components/FilePicker.tsx";
import { PeoplePicker } from "../../components/PeoplePicker.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";

function Said({ comment }: { comment: Comment }) {
  const { account, at, text, mentions, attachments } = comment;
  return (
    <li className="comment">
      <div className="event-head">
        <strong>{account.name}</strong>
        <span className="secondary">{account.unitName}</span>
        <time className="secondary figures">{dateTime(at)}</time>
      </div>
      <p className="comment-text">{text}</p>
      {mentions.length > 0 && <p className="secondary small">{mentions.map(({ name }) => `@${name}`).join(" ")}</p>}
      <FileList files={attachments} />
    </li>
  );
}

function NewComment({ recordId, taskId }: { recordId: string; taskId?: string }) {
  const [text, setText] = useState("");
  const [mentions, setMentions] = useState<number[]>([]);
  const [files, setFiles] = useState<Attachment[]>([]);
  const add = useAddComment(recordId);
  const send = async () => {
    const attachments = files.map(({ id }) => id);
    await add.mutateAsync({ text, mentions, attachments, ...(taskId && { taskId }) }).catch(() => undefined);
    setText("");
    setMentions([]);
    setFiles([]);
  };
  return (
    <div className="new-comment">
      {add.error && <Alert type="error" showIcon title={add.error.message} className="dialog-alert" />}
      <Input.TextArea
        rows={3}
        maxLength={2000}
        showCount
        value={text}
        aria-label={t("comments.text")}
        placeholder={t("comments.placeholder")}
        onChange={(event) => setText(event.target.value)}
      />
      <label htmlFor="comment-mentions" className="small">
        {t("comments.mention")}
      </label>
      <PeoplePicker id="comment-mentions" value={mentions} onChange={setMentions} />
      <div className="new-comment-actions">
        <FilePicker files={files} onChange={setFiles} />
        <Button type="primary" disabled={!text.trim()} loading={add.isPending} onClick={() => void send()}>
          {t("comments.send")}
        </Button>
      </div>
    </div>
  );
}

/** What people said about the record; remarks decide nothing. */
export function CommentsTab({ recordId, taskId }: { recordId: string; taskId?: string }) {
  const comments = useComments(recordId);
  return (
    <QueryState query={comments}>
      {(rows) => (
        <>
          {rows.length === 0 && <EmptyHint text={t("comments.empty")} />}
          <ul className="comments">
            {rows.map((comment) => (
              <Said key={comment.id} comment={comment} />
            ))}
          </ul>
          <NewComment recordId={recordId} taskId={taskId} />
        </>
      )}
    </QueryState>
  );
}
