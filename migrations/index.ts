import type { Knex } from "knex";
import * as foundation from "./0001-foundation.ts";
import * as processPurpose from "./0002-process-purpose.ts";
import * as processSignals from "./0003-process-signals.ts";
import * as approvalOperations from "./0004-approval-operations.ts";
import * as processOperations from "./0005-process-operations.ts";
import * as divisionChanges from "./0006-division-changes.ts";
import * as codeLists from "./0007-code-lists-and-hand-over.ts";
import * as deskAndMonitor from "./0008-desk-and-monitor-indexes.ts";
import * as keptCounts from "./0009-kept-counts.ts";
import * as messageStarts from "./0010-message-starts.ts";

/** One numbered forward step of the schema. */
export type Migration = { name: string; up(knex: Knex): Promise<void> };

/** Every migration in order; a step that has been shipped is never edited. */
export const migrations: readonly Migration[] = [
  foundation,
  processPurpose,
  processSignals,
  approvalOperations,
  processOperations,
  divisionChanges,
  codeLists,
  deskAndMonitor,
  keptCounts,
  messageStarts,
];
