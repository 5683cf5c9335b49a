import { PaperClipOutlined } from "@ant-design/icons";
import type { AttachmentValue, FormServices } from "../services.ts";

function sizeText(bytes: number | undefined): string {
  if (bytes === undefined) return "";
  if (bytes < 1024 * 1024) return `（${Math.max(1, Math.round(bytes / 1024))} KB）`;
  return `（${(bytes / 1024 / 1024).toFixed(1)} MB）`;
}

/** A file's name with its size, as a link where its address is known. */
export function AttachmentLink({ file, services }: { file: AttachmentValue; services: FormServices }) {
  const text = `${file.name}${sizeText(file.size)}`;
  return (
    <span className="tb-file">
      <PaperClipOutlined aria-hidden="true" />
      {services.attachmentUrl ? (
        <a href={services.attachmentUrl(file.id)} target="_blank" rel="noreferrer">
          {text}
        </a>
      ) : (
        text
      )}
    </span>
  );
}
