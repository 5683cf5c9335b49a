import { CloseOutlined, PaperClipOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useRef, useState } from "react";
import { type Attachment, attachmentUrl, uploadAttachment } from "../api/upload.ts";
import { t } from "../i18n/index.ts";

interface Props {
  files: Attachment[];
  onChange: (files: Attachment[]) => void;
}

/** Files beside an opinion or a comment: uploaded at once, sent with it. */
export function FilePicker({ files, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [status, setStatus] = useState("");
  const upload = async (chosen: File[]) => {
    const done = [...files];
    const failures: string[] = [];
    for (const file of chosen) {
      const report = (part: number) =>
        setStatus(t("file.uploading", { name: file.name, percent: Math.round(part * 100) }));
      try {
        done.push(await uploadAttachment(file, report));
        onChange([...done]);
      } catch (error) {
        failures.push((error as Error).message);
      }
    }
    setStatus(failures.join("；"));
  };
  return (
    <div className="file-picker">
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-hidden="true"
        tabIndex={-1}
        onChange={(event) => {
          void upload([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <Button size="small" type="link" icon={<PaperClipOutlined />} onClick={() => input.current?.click()}>
        {t("file.add")}
      </Button>
      <span role="status" className="secondary small">
        {status}
      </span>
      <FileList files={files} onRemove={(id) => onChange(files.filter((file) => file.id !== id))} />
    </div>
  );
}

/** Files by name, opened in a new tab. */
export function FileList({ files, onRemove }: { files: Attachment[]; onRemove?: (id: string) => void }) {
  if (files.length === 0) return null;
  return (
    <ul className="file-list">
      {files.map((file) => (
        <li key={file.id}>
          <a href={attachmentUrl(file.id)} target="_blank" rel="noreferrer">
            {file.name}
          </a>
          {onRemove && (
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={t("file.remove", { name: file.name })}
              onClick={() => onRemove(file.id)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
