import { spawn } from "node:child_process";
import { existsSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { makePrivate, openFolder } from "./data-folder.ts";
import type { RunAs } from "./run-as.ts";

/**
 * Names under which systems know a UTF-8 character type. With plain `C`, pg_trgm takes no Chinese character for a
 * letter and finds nothing; so the first one that the system has is taken, and `C` only as the last resort.
 */
const characterTypes = ["C.UTF-8", "en_US.UTF-8", "zh_CN.UTF-8", "UTF-8", "C"];

/** Given on standard input, so that no other account can read the password on the way. */
const passwordFromInput = ["/bin/sh", "-c", 'cat | "$@"', "sh"] as const;

interface Outcome {
  code: number | null;
  output: string;
}

function runInitdb(binaries: Binaries, folder: string, as: RunAs | undefined, password: string, characterType: string) {
  const handle = openFolder(folder, as);
  const windows = process.platform === "win32";
  const passwordFile = windows ? `${folder}.password` : "/dev/stdin";
  if (windows) writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  const options = ["-D", handle.path, "-U", "postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  const locale = ["--encoding=UTF8", "--locale-provider=libc", "--locale=C", `--lc-ctype=${characterType}`];
  const command = [...(windows ? [] : passwordFromInput), binaries.initdb, ...options, ...locale, "--no-instructions"];
  return new Promise<Outcome>((resolve, reject) => {
    const [program = "", ...rest] = command;
    const child = spawn(program, rest, {
      ...as,
      cwd: "/",
      env: { PATH: process.env.PATH, LC_ALL: "C" },
      stdio: ["pipe", "pipe", "pipe", handle.descriptor ?? "ignore"],
    });
    let output = "";
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    // An initdb that fails at once closes its input; its exit code tells the story, not the broken pipe.
    child.stdin?.on("error", () => {});
    child.stdin?.end(`${password}\n`);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  }).finally(() => {
    handle.close();
    if (windows) rmSync(passwordFile, { force: true });
  });
}

/**
 * Makes a new cluster unless the folder holds one. It is made beside its final name and renamed when complete,
 * because initdb writes PG_VERSION early and a killed one would otherwise look finished.
 * @throws with initdb's own words when it fails.
 */
export async function initialise(
  binaries: Binaries,
  folder: string,
  as: RunAs | undefined,
  password: string,
): Promise<void> {
  if (existsSync(join(folder, "PG_VERSION"))) return;
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Error(`文件夹 ${folder} 里有文件却没有 PG_VERSION，可能已损坏。请先从备份恢复，或移走它再启动。`);
  }
  const unfinished = `${folder}.new`;
  let outcome: Outcome = { code: null, output: "" };
  for (const characterType of characterTypes) {
    rmSync(unfinished, { recursive: true, force: true });
    makePrivate(unfinished, as);
    outcome = await runInitdb(binaries, unfinished, as, password, characterType);
    if (outcome.code === 0 || !outcome.output.includes("invalid locale name")) break;
  }
  if (outcome.code !== 0) throw new Error(`内置数据库建立失败：${outcome.output.trim()}`);
  if (existsSync(folder)) rmdirSync(folder);
  renameSync(unfinished, folder);
}
