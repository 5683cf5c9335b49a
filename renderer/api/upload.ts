import { t } from "../i18n/index.ts";
import { apiUrl, csrfHeader } from "./client.ts";
import { ApiError, type ProblemDocument } from "./problem.ts";

/** What the server keeps of an uploaded file. */
export interface Attachment {
  id: string;
  name: string;
  size: number;
  mediaType: string;
}

function parsed<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

/** Uploads one file; progress goes from 0 to 1 (fetch cannot report it, hence XMLHttpRequest). */
export function uploadAttachment(file: File, onProgress: (part: number) => void): Promise<Attachment> {
  const body = new FormData();
  body.append("file", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", apiUrl("/attachments"));
    for (const [name, value] of Object.entries(csrfHeader())) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new ApiError(0, t("error.network")));
    request.onload = () => {
      if (request.status < 300) return resolve(parsed<Attachment>(request.responseText) as Attachment);
      const problem = parsed<ProblemDocument>(request.responseText) ?? {};
      const fallback = t(request.status === 413 ? "error.tooLarge" : "error.server");
      return reject(new ApiError(request.status, problem.detail ?? fallback, problem));
    };
    request.send(body);
  });
}

/** Where an uploaded file is opened. */
export const attachmentUrl = (id: string): string => apiUrl(`/attachments/${id}`);
