import { join } from "node:path";
import type { Logger } from "pino";
import { localFolder } from "./attachments/local-folder.ts";
import { clocks } from "./clocks.ts";
import type { AppContext, AppSettings } from "./context.ts";
import type { Database } from "./database/pool.ts";
import { StoredDefinitions } from "./definitions/stored-definitions.ts";

/** What the application is made of. */
export interface ContextParts {
  config: AppSettings & { dataDir: string };
  db: Database;
  log: Logger;
  webRoot: string;
  now?: () => Date;
}

/** Puts the application's context together; nothing is read before the first request or `prepareData`. */
export function createContext({ config, db, log, webRoot, now }: ContextParts): AppContext {
  return {
    config,
    webRoot,
    db,
    definitions: new StoredDefinitions({ db }),
    storage: localFolder(join(config.dataDir, "attachments")),
    log,
    ...clocks(now),
  };
}
