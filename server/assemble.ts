import { join } from "node:path";
import { pino } from "pino";
import { createApp } from "./app.ts";
import type { Config } from "./config.ts";
import { createContext } from "./create-context.ts";
import type { Database } from "./database/pool.ts";
import { readPackageFolders } from "./definitions/package-folder.ts";
import { startWorkers } from "./jobs/start-workers.ts";
import { type Prepared, prepareData } from "./prepare-data.ts";
import { projectRoot } from "./project-root.ts";
import type { Application } from "./start.ts";

function tell({ demo, firstPassword }: Prepared): void {
  if (demo) {
    console.log("演示账号：");
    for (const { login, name, others } of demo.logins) {
      console.log(
        `  ${login.padEnd(18)} ${name}${others > 0 ? `（同类账号另有 ${others} 个，换成相应的区划代码）` : ""}`,
      );
    }
    console.log(`演示密码：${demo.password}`);
  }
  if (firstPassword) console.log(`已建立管理员账号 admin，初始密码：${firstPassword}（只显示这一次，请登录后修改）`);
}

/** Puts the parts of the product together on a migrated database. */
export async function assemble(config: Config, database: Database): Promise<Application> {
  const log = pino({ level: process.env.LOG_LEVEL ?? "warn" });
  const context = createContext({ config, db: database, log, webRoot: config.webRoot });
  tell(await prepareData(context, await readPackageFolders(join(projectRoot(), "definitions"))));
  const app = createApp(context);
  const worker = config.workers ? await startWorkers(context) : undefined;
  return {
    handler: app.callback(),
    async close() {
      await worker?.stop();
    },
  };
}
