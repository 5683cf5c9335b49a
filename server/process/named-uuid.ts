import { createHash } from "node:crypto";

/** The same uuid (version 5) for the same name, so that what must exist once can be put twice without harm. */
export function namedUuid(...parts: (string | number)[]): string {
  const bytes = createHash("sha1")
    .update(`tianbao:${parts.join(":")}`)
    .digest()
    .subarray(0, 16);
  bytes[6] = 0x50 | ((bytes[6] as number) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
