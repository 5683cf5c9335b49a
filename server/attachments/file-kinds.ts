/** How a kind of file is known by its first bytes; `head` holds at least the first 4 KB, or all there is. */
interface FileKind {
  mediaType: string;
  matches(head: Buffer): boolean;
}

const startsWith =
  (...bytes: number[]) =>
  (head: Buffer): boolean =>
    bytes.every((byte, at) => head[at] === byte);
const says =
  (text: string, at = 0) =>
  (head: Buffer): boolean =>
    head.subarray(at, at + text.length).toString("latin1") === text;

/** Microsoft's and WPS's old documents. */
const compound = startsWith(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
/** Zip, and with it docx, xlsx, pptx and OFD. */
const zipped = startsWith(0x50, 0x4b, 0x03, 0x04);
const plain = (head: Buffer): boolean =>
  !head.includes(0) && !/^\s*<(!doctype|html|script|svg|\?xml)/i.test(head.toString());

const office = "application/vnd.openxmlformats-officedocument";

/** What may be uploaded, by the ending of the name. SVG and HTML are left out on purpose: they run scripts. */
export const fileKinds: Readonly<Record<string, FileKind>> = {
  pdf: { mediaType: "application/pdf", matches: says("%PDF-") },
  ofd: { mediaType: "application/ofd", matches: zipped },
  doc: { mediaType: "application/msword", matches: compound },
  xls: { mediaType: "application/vnd.ms-excel", matches: compound },
  ppt: { mediaType: "application/vnd.ms-powerpoint", matches: compound },
  wps: { mediaType: "application/vnd.ms-works", matches: compound },
  et: { mediaType: "application/vnd.ms-excel", matches: compound },
  docx: { mediaType: `${office}.wordprocessingml.document`, matches: zipped },
  xlsx: { mediaType: `${office}.spreadsheetml.sheet`, matches: zipped },
  pptx: { mediaType: `${office}.presentationml.presentation`, matches: zipped },
  zip: { mediaType: "application/zip", matches: zipped },
  png: { mediaType: "image/png", matches: startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  jpg: { mediaType: "image/jpeg", matches: startsWith(0xff, 0xd8, 0xff) },
  jpeg: { mediaType: "image/jpeg", matches: startsWith(0xff, 0xd8, 0xff) },
  gif: { mediaType: "image/gif", matches: says("GIF8") },
  bmp: { mediaType: "image/bmp", matches: says("BM") },
  webp: { mediaType: "image/webp", matches: (head) => says("RIFF")(head) && says("WEBP", 8)(head) },
  txt: { mediaType: "text/plain", matches: plain },
  csv: { mediaType: "text/csv", matches: plain },
};
