import { computeFields, defaults } from "../../engine/form/index.ts";
import { putInForce } from "../commands/put-in-force.ts";
import type { AppContext } from "../context.ts";
import { sql, type Tx } from "../database/transaction.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { AppError } from "../http/problem.ts";
import type { Job } from "../jobs/job.ts";
import { checkedData, type Data, invalidData } from "../models/record/check-data.ts";
import { eventRow } from "../models/record/events.ts";
import { insertRecord } from "../models/record/insert.ts";
import { checkReferences, referenceRows, referencesOf } from "../models/record/references.ts";
import { checkRowReferences } from "../models/record/row-choices.ts";
import { titleOf } from "../models/record/title.ts";
import { checkUnits } from "../models/record/unit-values.ts";
import { namedUuid } from "../process/named-uuid.ts";
import { tablesOf } from "../projection/refresh.ts";
import { type ProjectionRow, projectionRow } from "../projection/row.ts";
import type { ImportPayload } from "./import-job.ts";

/** A row to be filed as an official record. */
export interface Filing {
  resolved: RegisteredRecordType;
  job: Job<ImportPayload>;
  number: number;
  data: Data;
  /** Only say what is wrong. */
  dry: boolean;
}

interface Owner {
  id: number;
  division: string;
}

const BUREAU = `select id, division_code as division from org_unit
  where division_code = $1 and kind = 'bureau' and valid_to is null order by id limit 1`;

/** The unit that owns the row: the bureau of the division that the declared field names, else the importer's own. */
async function ownerOf(tx: Tx, { resolved, job, data }: Filing): Promise<Owner> {
  const field = resolved.recordType.import?.owner;
  if (!field) {
    const [own] = await sql<Owner>(tx, "select id, division_code as division from org_unit where id = $1", [
      job.payload.orgUnitId,
    ]);
    if (own) return own;
  }
  const [found] = field ? await sql<Owner>(tx, BUREAU, [data[field] ?? ""]) : [];
  if (found) return found;
  const title = resolved.schema.properties?.[field ?? ""]?.title ?? "";
  throw invalidData([{ pointer: `/${field}`, keyword: "owner", title, message: "没有找到这个区划的政务局，请核对" }]);
}

function contentOf(ctx: AppContext, { resolved, data }: Filing): Data {
  const given = { ...defaults(resolved.schema), ...data, ...resolved.recordType.import?.values };
  const rights = { hidden: [], readOnly: [] };
  // What is retired now was in use then: values that stand in the sheet count as held before.
  return checkedData(resolved, rights, computeFields(resolved.schema, given) as Data, {
    ...{ before: {}, evenFixed: true, mode: "submit", lists: withRetired(ctx) },
  });
}

/** Code lists in which retired values may still be chosen. */
function withRetired({ definitions }: Pick<AppContext, "definitions">): Pick<AppContext["definitions"], "codeList"> {
  return {
    codeList(ref) {
      const list = definitions.codeList(ref);
      return { ...list, items: list.items.map(({ retired: _, ...item }) => item) };
    },
  };
}

function firstRow(
  ctx: AppContext,
  { resolved, job }: Filing,
  ids: { id: string; revision: string },
  owner: Owner,
  data: Data,
): ProjectionRow {
  const at = ctx.now().toISOString();
  return {
    ...{ revision_id: ids.revision, record_id: ids.id, is_latest: true, in_force: false, counted: true },
    ...{ status: "draft", title: titleOf(resolved, data), org_unit_id: owner.id, division_code: owner.division },
    ...{ open: resolved.recordType.visibility === "everyone", created_by: job.payload.accountId },
    ...{ created_at: at, updated_at: at, submitted_at: null, in_force_at: null },
    ...{ obligation_id: null, period_key: null, subject_record_id: null },
  };
}

async function write(ctx: AppContext, tx: Tx, filing: Filing, owner: Owner, data: Data): Promise<void> {
  const { resolved, job, number } = filing;
  const id = namedUuid(job.id, "row", number);
  // A job that runs again after a crash finds what it filed before.
  if ((await sql(tx, "select from record where id = $1", [id])).length > 0) return;
  const revision = namedUuid(job.id, "revision", number);
  const { accountId, orgUnitId } = job.payload;
  const actor = { accountId, orgUnitId, ip: null };
  const row = firstRow(ctx, filing, { id, revision }, owner, data);
  const at = row.created_at;
  await insertRecord(tx, actor, {
    record: {
      ...{ id, record_type: resolved.storedKey, definition_id: resolved.definitionId, org_unit_id: owner.id },
      ...{ division_code: owner.division, open: row.open, created_by: accountId, at, revision_id: revision },
      ...{ obligation_id: null, definition_version_id: resolved.versionId, data },
    },
    events: [
      eventRow(id, actor, { revisionId: revision, kind: "created", at, detail: { imported: job.id, row: number } }),
    ],
    references: referenceRows(referencesOf(resolved, data)),
    attachmentIds: [],
    projections: (await tablesOf(ctx, tx, resolved)).map((table) => ({ table, row: projectionRow(table, row, data) })),
  });
  await putInForce(ctx, tx, actor, { recordId: id, revisionId: revision, at });
}

/**
 * Files a row as an official record of the division it names; a row that cannot be leaves nothing behind.
 * @throws AppError 422 with what is wrong at which field.
 */
export async function fileRow(ctx: AppContext, tx: Tx, filing: Filing): Promise<void> {
  const data = contentOf(ctx, filing);
  const owner = await ownerOf(tx, { ...filing, data });
  await checkReferences(tx, referencesOf(filing.resolved, data, owner.division), []);
  await checkRowReferences(ctx, tx, filing.resolved, { data });
  await checkUnits(tx, filing.resolved, { data });
  if (filing.dry) return;
  await sql(tx, "savepoint imported_row");
  try {
    await write(ctx, tx, filing, owner, data);
  } catch (error) {
    await sql(tx, "rollback to savepoint imported_row");
    if ((error as { code?: string }).code !== "23505") throw error;
    throw new AppError(409, "duplicate-record", "与已有的记录重复，请核对后删去这一行。");
  }
  await sql(tx, "release savepoint imported_row");
}
