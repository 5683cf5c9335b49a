import { decide, evaluateCondition, fieldAccess } from "../../engine/access/index.ts";
import { initialValues } from "../../engine/definition/index.ts";
import { defaults } from "../../engine/form/index.ts";
import type { AppContext } from "../context.ts";
import { inTransaction, type Tx } from "../database/transaction.ts";
import { uuidv7 } from "../database/uuid.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { atLevel, isFiledAt } from "../definitions/variant.ts";
import { AppError } from "../http/problem.ts";
import { type AttachmentLinks, checkAttachments } from "../models/record/attachments.ts";
import { checkedData, type Data } from "../models/record/check-data.ts";
import { compiledOf } from "../models/record/compiled.ts";
import { withDerived } from "../models/record/derived.ts";
import { eventRow, type RecordEvent } from "../models/record/events.ts";
import type { RevisionFacts } from "../models/record/facts.ts";
import { filingOf } from "../models/record/filing.ts";
import { insertRecord } from "../models/record/insert.ts";
import { type LoadedRecord, loadRecord } from "../models/record/loaded-record.ts";
import { holdObligation, type OpenObligation } from "../models/record/obligation.ts";
import { checkReferences, referenceRows, referencesOf } from "../models/record/references.ts";
import { notAllowed } from "../models/record/rights.ts";
import { checkRowReferences } from "../models/record/row-choices.ts";
import { titleOf } from "../models/record/title.ts";
import { type Refused, withUniqueness } from "../models/record/unique.ts";
import { checkUnits } from "../models/record/unit-values.ts";
import { tablesOf, titlesFor } from "../projection/refresh.ts";
import { type ProjectionRow, projectionRow } from "../projection/row.ts";
import { openObligation } from "./open-obligation.ts";
import type { Requester } from "./requester.ts";
import { submitInTransaction } from "./submit-record.ts";

/** What a new record is made of. */
export interface NewRecordInput {
  recordType: string;
  /** A designed form to fill instead of the record type's own. */
  definitionKey?: string;
  data: Data;
  obligationId?: string;
  submit?: boolean;
}

function formOf(ctx: AppContext, input: NewRecordInput, obligation: OpenObligation | null): RegisteredRecordType {
  const owed =
    obligation && ctx.definitions.all().find(({ definitionId }) => definitionId === obligation.formDefinitionId);
  const definitionKey = input.definitionKey ?? owed?.key;
  const [pack, type] = input.recordType.split("/");
  const resolved =
    definitionKey === undefined || definitionKey === pack
      ? ctx.definitions.recordType({ definitionKey: pack as string, type: type as string })
      : ctx.definitions.recordType({ definitionKey });
  const wrongForm = owed && owed.key !== resolved.definitionKey;
  if (
    resolved.storedKey !== input.recordType ||
    wrongForm ||
    (obligation && obligation.recordType !== resolved.storedKey)
  ) {
    throw new AppError(400, "wrong-form", "这项任务要用下发时指定的表单填报，请从待填报列表重新打开。");
  }
  return resolved;
}

/** @throws AppError 403 when no access rule lets the subject create such a record for its own unit. */
function requireCreate(resolved: RegisteredRecordType, { subject }: Requester, data: Data): void {
  const decision = decide(compiledOf(resolved).policy, subject, "create");
  const own = { $createdBy: subject.accountId, $level: subject.level };
  const row = { ...data, ...own, $unit: subject.orgUnitId, $division: subject.divisionCode };
  if (!isFiledAt(resolved, subject.level)) {
    throw new AppError(
      403,
      "not-filed-at-level",
      `您所在单位的层级不填报“${resolved.title}”，请由相应层级的单位填报。`,
    );
  }
  const allowed = typeof decision === "boolean" ? decision : evaluateCondition(decision, row);
  if (!allowed) throw notAllowed("create", resolved);
}

interface Draft {
  /** As units of the requester's level fill it. */
  resolved: RegisteredRecordType;
  live: RegisteredRecordType;
  obligation: OpenObligation | null;
  links: AttachmentLinks;
  id: string;
  /** Said of its creation in the record's history. */
  said: Pick<RecordEvent, "opinion" | "detail">;
}

async function firstRow(
  ctx: AppContext,
  tx: Tx,
  { subject }: Requester,
  { resolved, obligation, links: { data }, id }: Draft,
  revisionId: string,
): Promise<ProjectionRow> {
  const at = ctx.now().toISOString();
  return {
    revision_id: revisionId,
    record_id: id,
    is_latest: true,
    in_force: false,
    counted: true,
    status: "draft",
    title: titleOf(resolved, data, await titlesFor(ctx, tx, resolved, data)),
    org_unit_id: subject.orgUnitId,
    division_code: subject.divisionCode,
    open: resolved.recordType.visibility === "everyone",
    created_by: subject.accountId,
    created_at: at,
    updated_at: at,
    submitted_at: null,
    in_force_at: null,
    obligation_id: obligation?.id ?? null,
    period_key: obligation?.periodKey ?? null,
    subject_record_id: obligation?.subjectRecordId ?? null,
  };
}

async function write(ctx: AppContext, tx: Tx, requester: Requester, draft: Draft): Promise<LoadedRecord> {
  const { actor } = requester;
  const { resolved, live, links, id, said } = draft;
  const { data } = links;
  const revisionId = uuidv7();
  const references = referencesOf(resolved, data, requester.subject.divisionCode);
  await checkReferences(tx, references, []);
  await checkRowReferences(ctx, tx, resolved, { data });
  await checkUnits(tx, resolved, { data });
  const row = await firstRow(ctx, tx, requester, draft, revisionId);
  const at = row.created_at;
  const { org_unit_id, division_code, open, created_by, obligation_id } = row;
  const uploaded = links.added.map(({ id: attachmentId, name, size }) =>
    eventRow(id, actor, { revisionId, kind: "uploaded", at, detail: { attachmentId, name, size } }),
  );
  const tables = await tablesOf(ctx, tx, resolved);
  const names = await insertRecord(tx, actor, {
    record: {
      ...{
        id,
        record_type: resolved.storedKey,
        definition_id: resolved.definitionId,
        org_unit_id,
        division_code,
        open,
      },
      ...{ created_by, at, revision_id: revisionId, obligation_id, definition_version_id: resolved.versionId, data },
    },
    events: [eventRow(id, actor, { revisionId, kind: "created", at, ...said }), ...uploaded],
    references: referenceRows(references),
    attachmentIds: links.ids,
    projections: tables.map((table) => ({ table, row: projectionRow(table, row, data) })),
  });
  const latest: RevisionFacts = {
    ...{ ...row, record_type: resolved.storedKey, definition_id: resolved.definitionId, cancelled_at: null },
    ...{ working_revision_id: revisionId, in_force_revision_id: null, lock_version: 1, number: 1 },
    ...{ definition_version_id: resolved.versionId, data, returned_at: null, unit_level: requester.subject.level },
  };
  return { latest, inForce: null, status: "draft", resolved, live, ...(names && { names }) };
}

/** Content of a new record; one that begins with something keeps it in the fields one may not edit. */
function contentOf(
  ctx: AppContext,
  resolved: RegisteredRecordType,
  { subject }: Requester,
  input: NewRecordInput,
  first?: Data,
): Data {
  const initial = Object.entries(defaults(resolved.schema)).filter(([field]) => !Object.hasOwn(first ?? {}, field));
  const given = { ...Object.fromEntries(initial), ...input.data };
  const rights = fieldAccess(compiledOf(resolved).policy, subject);
  const before = { ...defaults(resolved.schema), ...first };
  const mode = input.submit ? "submit" : "draft";
  return checkedData(resolved, rights, given, { before, evenFixed: !first, mode, lists: ctx.definitions });
}

/** A record to be filed: what it begins with, and for one that no person files its id and what is said of it. */
export interface Filing {
  input: NewRecordInput;
  first?: Data;
  id?: string;
  note?: string;
  detail?: Record<string, unknown>;
}

/** Prepares, checks and writes within a transaction; tells `refusable` what a broken uniqueness would be about. */
export async function createInTransaction(
  ctx: AppContext,
  tx: Tx,
  requester: Requester,
  { input, first, id = uuidv7(), note, detail }: Filing,
  refusable: (row: Refused & { resolved: RegisteredRecordType }) => void,
): Promise<LoadedRecord> {
  const { subject } = requester;
  const obligation = input.obligationId ? await holdObligation(tx, subject, input.obligationId) : null;
  const live = formOf(ctx, input, obligation);
  const declared = live.recordType.initial && initialValues(live.recordType, filingOf(ctx, subject));
  const begin = declared || first ? { ...declared, ...first } : undefined;
  requireCreate(live, requester, { ...begin, ...input.data });
  const resolved = atLevel(live, subject.level);
  const given = await withDerived(tx, resolved, input.data);
  const data = contentOf(ctx, resolved, requester, { ...input, data: given }, begin);
  const links = await checkAttachments(tx, resolved, data, { recordId: id, accountId: subject.accountId });
  const scope = {
    org_unit_id: subject.orgUnitId,
    division_code: subject.divisionCode,
    period_key: obligation?.periodKey,
    subject_record_id: obligation?.subjectRecordId,
  };
  const said = { opinion: note ?? null, ...(detail && { detail }) };
  refusable({ resolved, data: links.data, scope });
  const record = await write(ctx, tx, requester, { resolved, live, obligation, links, id, said });
  if (!input.submit) return record;
  await submitInTransaction(ctx, tx, requester, id);
  return loadRecord(ctx, tx, id);
}

/**
 * Files a new record for the requester's unit, as a draft or submitted at once.
 * @param after what is to be known of the record, asked in the same transaction.
 * @throws AppError 403, 409 (obligation filled, duplicate) or 422 with every wrong field.
 */
export async function createRecord<T>(
  ctx: AppContext,
  requester: Requester,
  input: NewRecordInput,
  after: (tx: Tx, record: LoadedRecord) => Promise<T>,
): Promise<T> {
  const { subject } = requester;
  let refused: (Refused & { resolved: RegisteredRecordType }) | undefined;
  // Worked out in a transaction of its own, as it is read with the system's eyes.
  const first = input.obligationId
    ? ((await openObligation(ctx, requester, input.obligationId)).prefill ?? {})
    : undefined;
  const work = () =>
    inTransaction(ctx, subject, async (tx) => {
      const record = await createInTransaction(ctx, tx, requester, { input, ...(first && { first }) }, (row) => {
        refused = row;
      });
      return after(tx, record);
    });
  return withUniqueness(ctx, subject, () => refused, work);
}
