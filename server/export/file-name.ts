const forbidden = /[\\/:*?"<>|\p{Cc}\p{Cs}]/gu;

/** Content-Disposition of a download with a Chinese name (RFC 5987), and a plain one for old programs. */
export function attachmentHeader(name: string): string {
  const safe = name.replace(forbidden, "").slice(0, 100) || "导出";
  const encoded = encodeURIComponent(safe).replace(
    /['()*]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="export.xlsx"; filename*=UTF-8''${encoded}.xlsx`;
}
