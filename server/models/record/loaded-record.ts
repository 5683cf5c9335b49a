import type { AppContext } from "../../context.ts";
import type { Tx } from "../../database/transaction.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";
import { atLevel } from "../../definitions/variant.ts";
import { AppError } from "../../http/problem.ts";
import { factsOf, type RevisionFacts } from "./facts.ts";
import { type RecordStatus, statusOf } from "./status.ts";
import { typeOfVersion } from "./type-of-version.ts";

/** What unit, division and account behind a record are called. */
export interface RecordNames {
  unit_name: string;
  division_name: string;
  creator_name: string;
}

/** A record as commands and views work with it. */
export interface LoadedRecord {
  /** The working revision, else the official one. */
  latest: RevisionFacts;
  inForce: RevisionFacts | null;
  status: RecordStatus;
  /** As the latest revision's version declares it for the level of the record's unit: its form. */
  resolved: RegisteredRecordType;
  /** As the live version declares it: today's access rules and process. */
  live: RegisteredRecordType;
  /** Only of a record made just now, to which nothing has happened yet. */
  names?: RecordNames;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The refusal for what does not exist or may not be known to exist. */
export function recordNotFound(): AppError {
  return new AppError(404, "record-not-found", "没有找到这条记录：可能不在您的查看范围内，请向填报单位确认。");
}

/** Status of a revision. */
export function statusOfFacts(facts: RevisionFacts): RecordStatus {
  return statusOf({
    isWorking: facts.revision_id === facts.working_revision_id,
    cancelledAt: facts.cancelled_at,
    submittedAt: facts.submitted_at,
    returnedAt: facts.returned_at,
  });
}

/** Loads a record that row level security lets this transaction see. @throws AppError 404. */
export async function loadRecord(ctx: AppContext, tx: Tx, id: string): Promise<LoadedRecord> {
  const facts = uuid.test(id) ? await factsOf(tx, id) : [];
  const [latest] = facts;
  if (!latest) throw recordNotFound();
  const resolved = await typeOfVersion(ctx, latest.definition_version_id, latest.record_type);
  const live = ctx.definitions.recordType({ definitionKey: resolved.definitionKey, type: resolved.shortKey });
  return {
    latest,
    inForce: facts.find(({ revision_id, in_force_revision_id }) => revision_id === in_force_revision_id) ?? null,
    status: statusOfFacts(latest),
    resolved: atLevel(resolved, latest.unit_level),
    live,
  };
}
