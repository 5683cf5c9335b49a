import type { AppContext } from "../context.ts";
import type { ApiRouter } from "../http/state.ts";
import * as accounts from "./accounts.ts";
import * as attachments from "./attachments.ts";
import * as audit from "./audit.ts";
import * as calendar from "./calendar.ts";
import * as campaigns from "./campaigns.ts";
import * as codeLists from "./code-lists.ts";
import * as comments from "./comments.ts";
import * as definitions from "./definitions.ts";
import * as divisionImports from "./division-imports.ts";
import * as divisions from "./divisions.ts";
import * as drafts from "./drafts.ts";
import * as forms from "./forms.ts";
import * as health from "./health.ts";
import * as imports from "./imports.ts";
import * as jobs from "./jobs.ts";
import * as lists from "./lists.ts";
import * as monitor from "./monitor.ts";
import * as notifications from "./notifications.ts";
import * as obligations from "./obligations.ts";
import * as orgUnits from "./org-units.ts";
import * as paths from "./paths.ts";
import * as people from "./people.ts";
import * as processAdministration from "./process-administration.ts";
import * as processHistory from "./process-history.ts";
import * as processMigrations from "./process-migrations.ts";
import * as processParameters from "./process-parameters.ts";
import * as processes from "./processes.ts";
import * as publicLists from "./public-lists.ts";
import * as recordChoices from "./record-choices.ts";
import * as recordHistory from "./record-history.ts";
import * as recordTypes from "./record-types.ts";
import * as records from "./records.ts";
import * as roles from "./roles.ts";
import * as savedFilters from "./saved-filters.ts";
import * as session from "./session.ts";
import * as statistics from "./statistics.ts";
import * as substitutions from "./substitutions.ts";
import * as taskBatches from "./task-batches.ts";
import * as taskOperations from "./task-operations.ts";
import * as tasks from "./tasks.ts";
import * as tiles from "./tiles.ts";

/** One noun of the API; its paths are below `/api`. */
export interface RouteModule {
  register(router: ApiRouter, ctx: AppContext): void;
}

/** Every noun of the API: add a file and one line here. */
export const routes: readonly RouteModule[] = [
  accounts,
  attachments,
  audit,
  codeLists,
  definitions,
  divisionImports,
  divisions,
  forms,
  health,
  notifications,
  orgUnits,
  roles,
  savedFilters,
  session,
  imports,
  jobs,
  monitor,
  processAdministration,
  processHistory,
  processMigrations,
  processes,
  // Before tasks: its paths are more particular.
  taskBatches,
  processParameters,
  tasks,
  taskOperations,
  substitutions,
  people,
  paths,
  calendar,
  campaigns,
  obligations,
  drafts,
  lists,
  publicLists,
  // Before records: its paths are more particular.
  comments,
  recordChoices,
  recordHistory,
  recordTypes,
  records,
  statistics,
  tiles,
];
