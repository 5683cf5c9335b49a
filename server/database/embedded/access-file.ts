import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";

/** How to reach the embedded server: generated once, then kept with the data, readable by its owner only. */
export interface Access {
  port: number;
  password: string;
}

/** Asks the system for a port nobody uses now; `wanted` is tried first and 0 means any. */
function tryPort(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : undefined));
    });
  });
}

/** The remembered port where it is free, else another one. */
export async function freePort(remembered?: number): Promise<number> {
  const port = (remembered && (await tryPort(remembered))) || (await tryPort(0));
  if (!port) throw new Error("本机没有空闲端口可供内置数据库使用。请关闭一些程序后重新启动。");
  return port;
}

/** Replaces the file in one step, so that a kill in between loses neither password nor port. */
export function saveAccess(file: string, access: Access): void {
  writeFileSync(`${file}.new`, JSON.stringify(access), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Reads the file, or generates a password and a port where there is none. */
export async function loadAccess(file: string): Promise<Access> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Access;
  const access = { port: await freePort(), password: randomBytes(24).toString("base64url") };
  saveAccess(file, access);
  return access;
}
