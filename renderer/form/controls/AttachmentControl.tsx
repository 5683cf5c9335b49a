import { CloseOutlined, UploadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useRef, useState } from "react";
import { useFormScope } from "../context.ts";
import type { AttachmentValue } from "../services.ts";
import { words } from "../words.ts";
import { AttachmentLink } from "./AttachmentLink.tsx";
import type { ControlProps } from "./control.ts";

function useUpload({ value, onChange, onBlur }: ControlProps) {
  const { services } = useFormScope();
  const files = Array.isArray(value) ? (value as AttachmentValue[]) : [];
  const latest = useRef(files);
  latest.current = files;
  const [status, setStatus] = useState("");
  const set = (next: AttachmentValue[]) => {
    latest.current = next;
    onChange(next.length > 0 ? next : undefined);
  };
  const upload = async (chosen: File[]) => {
    if (!services.uploadAttachment) return setStatus(words.attachmentMissing);
    const failures: string[] = [];
    for (const file of chosen) {
      try {
        const report = (part: number) => setStatus(words.uploading(file.name, Math.round(part * 100)));
        report(0);
        set([...latest.current, await services.uploadAttachment(file, report)]);
      } catch (error) {
        failures.push(error instanceof Error && error.message ? error.message : words.uploadFailed(file.name));
      }
    }
    setStatus(failures.join("；"));
    onBlur();
  };
  return { files, status, upload, set, services };
}

/** Files of a field: uploads at once, keeps what is known of each file. */
export function AttachmentControl(props: ControlProps) {
  const { id, schema, onBlur } = props;
  const { files, status, upload, set, services } = useUpload(props);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="tb-attachment">
      <input
        ref={input}
        className="tb-file-input"
        type="file"
        tabIndex={-1}
        aria-hidden="true"
        multiple={schema.maxItems !== 1}
        accept={schema["x-kind"] === "image" ? "image/*" : undefined}
        onChange={(event) => {
          upload([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <Button
        id={id}
        icon={<UploadOutlined />}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        onClick={() => input.current?.click()}
        onBlur={onBlur}
      >
        {words.chooseFile}
      </Button>
      <span role="status" className="tb-upload-status">
        {status}
      </span>
      <ul className="tb-files">
        {files.map((file) => (
          <li key={file.id}>
            <AttachmentLink file={file} services={services} />
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={words.removeFile(file.name)}
              onClick={() => set(files.filter((other) => other.id !== file.id))}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
