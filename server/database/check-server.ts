import type { Knex } from "knex";
import type { Database } from "./pool.ts";

const oldest = 15;

interface Facts {
  version: number;
  encoding: string;
  sorts_chinese: boolean;
}

const facts = `
  select current_setting('server_version_num')::int / 10000 as version,
         current_setting('server_encoding') as encoding,
         exists (select from pg_collation where collname = 'zh-x-icu') as sorts_chinese`;

/** The first thing that reaches the server, so an unreachable one is explained here. */
async function ask(owner: Knex, url: string): Promise<Facts | undefined> {
  try {
    return (await owner.raw<{ rows: Facts[] }>(facts)).rows[0];
  } catch (cause) {
    const { host, pathname } = new URL(url);
    const reason = (cause as Error).message || (cause as { code?: string }).code;
    throw new Error(`连接不上数据库 ${host}${pathname}：${reason}。请检查 DATABASE_URL 以及数据库是否在运行。`, {
      cause,
    });
  }
}

/** Refuses, before anything is written, a PostgreSQL on which the product would only half work. */
export async function checkServer({ owner, url }: Pick<Database, "owner" | "url">): Promise<void> {
  const found = await ask(owner, url);
  if (!found) throw new Error("数据库没有回答自己的版本。");
  if (found.version < oldest) {
    throw new Error(`数据库是 PostgreSQL ${found.version}，本程序需要 ${oldest} 或更高版本。请升级后再启动。`);
  }
  if (found.encoding !== "UTF8") {
    throw new Error(`数据库编码是 ${found.encoding}，存不下全部汉字。请用 ENCODING 'UTF8' 新建一个数据库。`);
  }
  if (!found.sorts_chinese) {
    throw new Error("数据库缺少中文排序规则 zh-x-icu。请使用带 ICU 的 PostgreSQL。");
  }
}
