export type { Problem } from "../expression/index.ts";
export { apply } from "./apply.ts";
export { checkProcess } from "./check.ts";
export type { Command, CompleteTask, Modification, Modify, Move, PublishMessage } from "./command.ts";
export { compile } from "./compile.ts";
export { describe, type Pending } from "./describe.ts";
export type { Assignment, Effect, HistoryEffect, OpenTask } from "./effect.ts";
export { ModelError, ProcessError, type ProcessErrorCode } from "./error.ts";
export type { Links } from "./link.ts";
export { lintProcess } from "./lint/index.ts";
export {
  checkMigration,
  type Mapping,
  type Migration,
  type MigrationProblem,
  migrate,
  type NodeChoice,
  nodeChoices,
  targetOf,
} from "./migration/index.ts";
export type {
  AssignmentModel,
  CallModel,
  CopyModel,
  DecisionCall,
  EventModel,
  FieldRight,
  FlowModel,
  LoopModel,
  NodeKind,
  NodeModel,
  OutcomeModel,
  ProcessModel,
  QuorumModel,
  RecordStateModel,
  TaskModel,
  TaskRules,
} from "./model.ts";
export { type StartTrigger, type Step, start, startTriggers } from "./start.ts";
export type { Done, LoopState, State, Subscription, Timer, Token, Variables } from "./state.ts";
export { upgrade } from "./upgrade.ts";
