import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { projectRoot } from "../../../server/project-root.ts";
import { testDatabase } from "../../support/database.ts";
import { schemaText } from "../../support/schema-text.ts";

const made = testDatabase();
test.after.always(async () => (await made).drop());

test.serial("migrations/schema.sql shows what the migrations make", async (t) => {
  const kept = readFileSync(join(projectRoot(), "migrations/schema.sql"), "utf8");
  t.is(
    await schemaText((await made).database.owner),
    kept,
    "a migration changed the schema: run `npm run schema` and commit migrations/schema.sql",
  );
});

test.serial("a column, index, policy, right or function more is seen", async (t) => {
  const { owner } = (await made).database;
  const changes = [
    "alter table setting add column note text collate \"C\" default 'x'",
    "create index setting_value on setting ((value ->> 'a')) where key <> ''",
    "alter table setting enable row level security",
    "create policy mine on setting for select using (key <> '')",
    "revoke delete on setting from tianbao_app",
    "create function one() returns int language sql as 'select 1'",
  ];
  for (const change of changes) {
    const before = await schemaText(owner);
    await owner.raw(change);
    t.not(await schemaText(owner), before, change);
  }
});
