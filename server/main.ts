import { assemble } from "./assemble.ts";
import { type Config, readConfig } from "./config.ts";
import { type RunningServer, startServer } from "./start.ts";

/** Entry point of `npm start`: configuration from the environment, a clean end on SIGINT and SIGTERM. */
function fail(error: unknown): never {
  const shown = error instanceof Error ? error : new Error(String(error));
  console.error(`启动失败：${shown.message}`);
  if (process.env.DEBUG) console.error(shown);
  process.exit(1);
}

function greet(config: Config, server: RunningServer): void {
  console.log(`填报已启动：${server.url}`);
  console.log(config.databaseUrl ? "数据库：DATABASE_URL 指定的 PostgreSQL" : `数据文件夹：${config.dataDir}`);
  console.log("按 Ctrl-C 停止。");
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const starting = startServer(config, assemble);
  let stopping = false;
  const end = async (): Promise<void> => {
    if (stopping) {
      console.error("强制退出。");
      process.exit(1);
    }
    stopping = true;
    console.log("正在停止……（再按一次 Ctrl-C 强制退出）");
    // A signal during the start waits for its end: half a start cannot be undone cleanly.
    const server = await starting;
    await server.stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void end().catch(fail));
  const server = await starting;
  if (!stopping) greet(config, server);
}

main().catch(fail);
