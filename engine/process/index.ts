/*
 * BPMN 2.0 as data. A text becomes a frozen model once; a state is small plain JSON that can be kept for years; every call
 * is pure and answers with the next state and with effects for the caller to carry out in the same transaction.
 *
 *   model = await compile(xml, processId?, links?)      links: { process(call) -> xml, decision(call) -> DecisionModel };
 *                                                       `latest` of them stays in each state, for the caller to link alike
 *   { model, problems } = await checkProcess(xml, ...)   what an officer has to mend before publishing
 *   { state, effects } = start(model, variables, at, nodeId?)     nodeId: an event of startTriggers(model, at)
 *   { state, effects } = apply(model, state, command, at)         at: ISO instant, the only clock there is
 *   describe(model, state) -> { ended, tasks, jobs, timers, messages, signals, conditions, active }
 *
 * Commands (command.ts): completeTask, fireTimer, publishMessage, broadcastSignal, completeJob, failJob, retryJob,
 * throwError, escalate, evaluateConditions, move, modify, terminate. A refused one throws ProcessError and changes nothing.
 * Effects (effect.ts): openTask, closeTask, scheduleTimer, cancelTimer, runJob, cancelJob, subscribe, unsubscribe,
 * throwMessage (the caller delivers it), throwSignal (this instance has had it, all others have not), recordState,
 * incident, end, and the history: enter, leave, take, finish, cancel, move.
 *
 * Node ids are those of the BPMN text. A called process is a scope of the caller's model; where an id of another file is
 * taken already it reads `<process>:<id>`. What is not run (ad-hoc sub-processes, scripts other than FEEL) is
 * `unsupported` on its node, which checkProcess refuses by name.
 */
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
