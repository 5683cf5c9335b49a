import { decide } from "../../engine/access/index.ts";
import {
  type Field,
  type FieldTable,
  formatPointer,
  type Problem,
  referenceOf,
  sameValue,
} from "../../engine/form/index.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { compiledOf } from "../models/record/compiled.ts";
import { type ReferenceSource, referenceSources } from "./reference-sources.ts";

interface Designing {
  ctx: AppContext;
  subject: Subject;
  /** The record type that the form extends. */
  base: RegisteredRecordType;
  sources: ReadonlyMap<string, ReferenceSource>;
  /** Fields of the published form by id: what it refers to already was allowed to whoever published it. */
  before: ReadonlyMap<string, Field>;
}

type Found = [key: keyof Field, message: string] | undefined;

const allFields = (fields: readonly Field[]): Field[] =>
  fields.flatMap((field) => [field, ...allFields(field.columns ?? [])]);

/** Whether somebody who may file the form may choose records of the type; nobody could fill the field otherwise. */
function fillersChoose({ ctx, subject, base }: Designing, recordType: string): boolean {
  const roles = new Set(base.access.rules.filter(({ actions }) => actions.includes("create")).flatMap((r) => r.roles));
  if (roles.has("*") || roles.size === 0) return true;
  const { policy } = compiledOf(ctx.definitions.recordType(recordType));
  return [...roles].some((role) =>
    (["read", "choose"] as const).some((action) => decide(policy, { ...subject, roles: [role] }, action) !== false),
  );
}

function referenceProblem({ title, recordType }: Field, designing: Designing): Found {
  if (recordType === undefined) return undefined;
  const source = designing.sources.get(recordType);
  if (!source)
    return ["recordType", `“${title}”要引用的记录类型“${recordType}”不存在，或者您没有查看它的权限，请另选一种记录`];
  if (fillersChoose(designing, recordType)) return undefined;
  return ["recordType", `“${title}”引用“${source.title}”，但填报这张表的人都无权选择它的记录，请另选一种记录`];
}

function derivedProblem({ title, kind, derived }: Field, source: ReferenceSource): Found {
  if (!derived) return undefined;
  const offered = source.fields.find(({ field }) => field === derived.field);
  if (!offered)
    return ["derived", `“${title}”要取的“${derived.field}”在“${source.title}”中不存在，或者您无权查看，请另选一个字段`];
  if (offered.kind === kind) return undefined;
  return ["derived", `“${title}”取自“${source.title}”的“${offered.title}”，类型与它不同，请重新选择要取的字段`];
}

function rowProblem({ title, row }: Field, source: ReferenceSource): Found {
  if (!row || source.tables.some(({ field }) => field === row.table)) return undefined;
  return ["row", `“${title}”要选的明细“${row.table}”在“${source.title}”中不可供选用，或者您无权查看，请另选一张明细`];
}

function problemOf(field: Field, around: readonly Field[], designing: Designing): Found {
  const { derived, row, recordType } = field;
  const known = designing.before.get(field.id);
  const said = { recordType, derived, row, kind: field.kind };
  if (
    known &&
    sameValue(said, { recordType: known.recordType, derived: known.derived, row: known.row, kind: known.kind })
  )
    return undefined;
  const target = referenceOf(derived?.from ?? row?.of ?? "", around)?.recordType;
  if (target === undefined) return referenceProblem(field, designing);
  const source = designing.sources.get(target);
  // A reference to what may not be read is refused at the reference.
  return source && (derivedProblem(field, source) ?? rowProblem(field, source));
}

/** What of other records a form may not refer to: what its designer may not read, and what its fillers may not choose. */
export async function referenceProblems(
  ctx: AppContext,
  subject: Subject,
  base: RegisteredRecordType,
  { table, published }: { table: FieldTable; published: FieldTable },
): Promise<Problem[]> {
  const sources = new Map((await referenceSources(ctx, subject)).map((source) => [source.recordType, source]));
  const before = new Map(allFields(published.fields).map((field) => [field.id, field]));
  const designing = { ctx, subject, base, sources, before };
  const inList = (fields: readonly Field[], outer: readonly Field[], path: (string | number)[]): Problem[] =>
    fields.flatMap((field, at) => {
      const [here, around] = [
        [...path, at],
        [...fields, ...outer],
      ];
      const found = problemOf(field, around, designing);
      const problems = found ? [{ pointer: formatPointer([...here, found[0]]), message: found[1] }] : [];
      return [...problems, ...inList(field.columns ?? [], around, [...here, "columns"])];
    });
  return inList(table.fields, [], ["fields"]);
}
