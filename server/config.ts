import { resolve } from "node:path";
import { projectRoot } from "./project-root.ts";

/** Everything that the environment decides; read once at start, passed on by argument. */
export interface Config {
  /** 0 means any free port. */
  port: number;
  host: string;
  /** Absolute. Attachments, and the embedded PostgreSQL when there is no `databaseUrl`. */
  dataDir: string;
  /** Absolute; the built pages. */
  webRoot: string;
  /** Undefined: the embedded PostgreSQL. */
  databaseUrl: string | undefined;
  /** Whether this process also runs jobs and timers. */
  workers: boolean;
  /** Whether session cookies are sent over https only. */
  secureCookies: boolean;
  /** Whether a proxy in front may be believed about protocol and client address (X-Forwarded-*). */
  trustProxy: boolean;
  /** Whether the demo organization and accounts are created. */
  demo: boolean;
}

/** The part of `process.env` that is read. */
export type Environment = Record<string, string | undefined>;

const words: Record<string, boolean> = {
  ...{ "1": true, on: true, true: true, yes: true },
  ...{ "0": false, off: false, false: false, no: false },
};

function readSwitch(env: Environment, name: string, otherwise: boolean): boolean {
  const text = env[name]?.trim().toLowerCase();
  if (!text) return otherwise;
  const value = words[text];
  if (value === undefined) {
    throw new Error(`环境变量 ${name}=${env[name]} 无法识别。请写 on 或 off，或去掉它。`);
  }
  return value;
}

function readPort(env: Environment): number {
  const text = env.PORT?.trim();
  if (!text) return 3000;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new Error(`环境变量 PORT=${env.PORT} 不是端口号。请写 0 到 65535 之间的整数，例如 PORT=3000。`);
  }
  return port;
}

function readDatabaseUrl(env: Environment): string | undefined {
  const text = env.DATABASE_URL?.trim();
  if (!text) return undefined;
  const protocol = URL.canParse(text) ? new URL(text).protocol : "";
  if (protocol !== "postgres:" && protocol !== "postgresql:") {
    // The value is not repeated: it usually holds a password.
    throw new Error(
      "环境变量 DATABASE_URL 不是 PostgreSQL 地址。请写成 postgres://账号:密码@主机:5432/数据库，或去掉它以使用内置数据库。",
    );
  }
  return text;
}

/**
 * Reads the configuration; an empty variable counts as absent.
 * @throws an Error whose Chinese message names the variable and what it may be.
 */
export function readConfig(env: Environment): Config {
  const databaseUrl = readDatabaseUrl(env);
  return {
    port: readPort(env),
    host: env.HOST?.trim() || "127.0.0.1",
    dataDir: env.DATA_DIR?.trim() ? resolve(env.DATA_DIR.trim()) : resolve(projectRoot(), ".data"),
    webRoot: resolve(projectRoot(), ".build/web"),
    databaseUrl,
    workers: readSwitch(env, "JOBS", true),
    secureCookies: readSwitch(env, "SECURE_COOKIES", false),
    trustProxy: readSwitch(env, "TRUST_PROXY", false),
    demo: readSwitch(env, "DEMO", databaseUrl === undefined),
  };
}
