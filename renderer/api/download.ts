import { send } from "./client.ts";

function fileName(response: Response, fallback: string): string {
  const disposition = response.headers.get("content-disposition") ?? "";
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (encoded) return decodeURIComponent(encoded);
  return /filename="?([^";]+)"?/i.exec(disposition)?.[1] ?? fallback;
}

/** Asks the server for a file by POST and hands it to the browser's downloads. */
export async function download(path: string, body: unknown, fallbackName: string): Promise<void> {
  const response = await send("POST", path, { body });
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName(response, fallbackName);
  link.click();
  // The browser reads the blob after this turn; releasing it at once would cancel the download.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
