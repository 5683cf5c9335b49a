import { compileFieldTable, type FieldTable, readFieldTable, sameValue } from "../../engine/form/index.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import { inTransaction } from "../database/transaction.ts";
import type { LiveDefinition } from "../definitions/registry.ts";
import { AppError } from "../http/problem.ts";
import { validated } from "../http/validated.ts";
import { loadRecord } from "../models/record/loaded-record.ts";
import { may, requireRight } from "../models/record/rights.ts";
import { fieldTableDefinitions, fieldTableSchema } from "./field-table-schema.ts";
import { type FormIdentity, fieldTableFile, formKey } from "./form-package.ts";

/** The form that belongs to one record, published or not yet. */
export interface OwnForm {
  recordId: string;
  identity: FormIdentity;
  live: LiveDefinition | undefined;
  canDesign: boolean;
}

/**
 * Finds the form of a record the subject may read, or may design where that is asked.
 * @throws AppError 404 for a record out of scope or of a type without own forms, 403 without the right.
 */
export async function findOwnForm(
  ctx: AppContext,
  subject: Subject,
  recordId: string,
  action: "read" | "design",
): Promise<OwnForm> {
  return inTransaction(ctx, subject, async (tx) => {
    const record = await loadRecord(ctx, tx, recordId);
    requireRight(record, subject, action);
    const { ownForm, titleField } = record.live.recordType;
    if (!ownForm) {
      throw new AppError(404, "no-own-form", `“${record.live.title}”没有自己的表单，请在它的定义中声明后再设计。`);
    }
    const base = ctx.definitions.recordType(`${record.live.definitionKey}/${ownForm.extends}`);
    const key = formKey(recordId);
    const live = ctx.definitions.all().find((each) => each.ownerRecordId === recordId);
    const title = `${record.latest.data[titleField] ?? ""}${ownForm.title ?? base.title}`;
    const canDesign = may(record, subject, "design");
    return { recordId, identity: { key: live?.key ?? key, title, base }, live, canDesign };
  });
}

const shapedTable = validated<FieldTable>({ ...fieldTableSchema, $defs: fieldTableDefinitions });

/** The table that an officer left in a package; undefined where there is none, or what lies there is no table. */
function storedTable(text: string | undefined): FieldTable | undefined {
  if (text === undefined) return undefined;
  try {
    return shapedTable(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * The officer's table. Of a form that was imported without one, or whose schema was changed beside it, the table is read
 * back from what is in force, so that publishing it again loses nothing.
 */
export function fieldTableOf(live: LiveDefinition | undefined): FieldTable {
  if (!live) return { fields: [] };
  const [recordType] = live.pkg.manifest.recordTypes ?? [];
  const schema = live.pkg.schemas[recordType?.schema ?? ""] ?? {};
  const uiSchema = live.pkg.uis[recordType?.ui ?? ""] ?? {};
  const variants = recordType?.variants ?? [];
  const stored = storedTable(live.pkg.files[fieldTableFile]);
  const compiled = stored && JSON.parse(JSON.stringify(compileFieldTable(stored)));
  if (stored && sameValue(compiled, { schema, uiSchema, variants })) return stored;
  return readFieldTable(schema, uiSchema, variants);
}
