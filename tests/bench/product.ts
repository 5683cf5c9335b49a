import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../../server/project-root.ts";

/** The product as it is delivered - the bundle, in a process of its own. */
export interface Product {
  url: string;
  /** Resident memory of the node process in MB, now; 0 where the system does not tell (anything but Linux). */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

const announced = /填报已启动：(\S+)/;

function whenStarted(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (chunk: Buffer) => {
      output += chunk;
      const url = announced.exec(output)?.[1];
      if (url) resolve(url);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.on("exit", () => reject(new Error(`the server did not start: ${output}`)));
  });
}

async function residentMegabytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}

/** Builds the server where its sources changed and starts it on a free port with the environment given. */
export async function startProduct(env: Record<string, string>): Promise<Product> {
  const root = projectRoot();
  await promisify(execFile)(process.execPath, [join(root, "server/build.mjs"), "server"]);
  const child = spawn(process.execPath, [join(root, ".build/server.js")], {
    env: { ...process.env, PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  process.once("exit", () => child.kill("SIGKILL"));
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    url: await whenStarted(child),
    memory: () => residentMegabytes(child.pid),
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
