import type { Knex } from "knex";

const oldest = 15;

interface Facts {
  version: number;
  encoding: string;
  sorts_chinese: boolean;
}

/** Refuses, before anything is written, a PostgreSQL on which the product would only half work. */
export async function checkServer(owner: Knex): Promise<void> {
  const result = await owner.raw<{ rows: Facts[] }>(`
    select current_setting('server_version_num')::int / 10000 as version,
           current_setting('server_encoding') as encoding,
           exists (select from pg_collation where collname = 'zh-x-icu') as sorts_chinese`);
  const [facts] = result.rows;
  if (!facts) throw new Error("数据库没有回答自己的版本。");
  if (facts.version < oldest) {
    throw new Error(`数据库是 PostgreSQL ${facts.version}，本程序需要 ${oldest} 或更高版本。请升级后再启动。`);
  }
  if (facts.encoding !== "UTF8") {
    throw new Error(`数据库编码是 ${facts.encoding}，存不下全部汉字。请用 ENCODING 'UTF8' 新建一个数据库。`);
  }
  if (!facts.sorts_chinese) {
    throw new Error("数据库缺少中文排序规则 zh-x-icu。请使用带 ICU 的 PostgreSQL。");
  }
}
