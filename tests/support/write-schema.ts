import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../server/project-root.ts";
import { testDatabase } from "./database.ts";
import { schemaText } from "./schema-text.ts";

/** `npm run schema`: writes migrations/schema.sql, on DATABASE_URL's server or an embedded one. */
const made = await testDatabase();
writeFileSync(join(projectRoot(), "migrations/schema.sql"), await schemaText(made.database.owner));
await made.drop();
