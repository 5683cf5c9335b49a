import { join } from "node:path";
import { pino } from "pino";
import { createApp } from "./app.ts";
import type { Config } from "./config.ts";
import { createContext } from "./create-context.ts";
import type { Database } from "./database/pool.ts";
import { readPackageFolders } from "./definitions/package-folder.ts";
import { startWorker } from "./jobs/worker.ts";
import { type Prepared, prepareData } from "./prepare-data.ts";
import { projectRoot } from "./project-root.ts";
import type { Application } from "./start.ts";

function tell({ demoPassword, firstPassword }: Prepared): void {
  if (demoPassword) {
    console.log("演示账号：city-officer（市局经办）、city-reviewer（市局审核）、leader（领导）、admin（管理员）、");
    console.log("  110101-filler、110101-reviewer（东城区，其他区换成区划代码）、110101001-staff（街道）");
    console.log(`演示密码：${demoPassword}`);
  }
  if (firstPassword) console.log(`已建立管理员账号 admin，初始密码：${firstPassword}（只显示这一次，请登录后修改）`);
}

/** Puts the parts of the product together on a migrated database. */
export async function assemble(config: Config, database: Database): Promise<Application> {
  const log = pino({ level: process.env.LOG_LEVEL ?? "warn" });
  const context = createContext({ config, db: database, log, webRoot: config.webRoot });
  tell(await prepareData(context, await readPackageFolders(join(projectRoot(), "definitions"))));
  const app = createApp(context);
  const worker = config.workers ? startWorker(context) : undefined;
  return {
    handler: app.callback(),
    async close() {
      await worker?.stop();
    },
  };
}
