import { createHash, randomBytes } from "node:crypto";

/** The session cookie's name. */
export const cookieName = "tianbao_session";

/** 256 random bits, written for a cookie or a header. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a token: whoever reads the table cannot sign in with it. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
