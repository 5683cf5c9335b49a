import type { Logger } from "pino";
import type { AttachmentStorage } from "./attachments/storage.ts";
import type { Database } from "./database/pool.ts";
import type { Tx } from "./database/transaction.ts";
import type { DefinitionRegistry } from "./definitions/registry.ts";
import type { DemoLogin } from "./organization/seed-accounts.ts";

/** What the HTTP application needs to know of the configuration; config.ts holds more. */
export interface AppSettings {
  /** Makes the demo accounts at first start. */
  demo: boolean;
  /** Sets `Secure` on the session cookie; on wherever the address is https. */
  secureCookies: boolean;
  /** Takes the client's address from X-Forwarded-For, for a server behind a gateway. */
  trustProxy: boolean;
}

/** The demo accounts and their one password. */
export interface Demo {
  logins: DemoLogin[];
  password: string;
}

/** Everything a request handler may use that outlives the request. */
export interface AppContext {
  config: AppSettings;
  /** Folder of the built web app. */
  webRoot: string;
  db: Database;
  definitions: DefinitionRegistry;
  storage: AttachmentStorage;
  log: Logger;
  /** What the sign-in page offers to try; set by `prepareData` where the demo is on. */
  demo?: Demo;
  /** How long a statement waits for a row that others hold, for what a person asks; jobs wait as long as it takes. */
  lockTimeout?: string;
  /** The clock; tests move it. */
  now(): Date;
  /** Where a test moves the clock, what it shows; null where the database's clock decides what is due. */
  movedClock(): string | null;
  /** The instant of what no person does: the database's, which all server processes share whatever their own clocks say. */
  clock(tx: Tx): Promise<string>;
}
