import { decide } from "../../engine/access/index.ts";
import { resolve, type SourceField, sourceFields } from "../../engine/form/index.ts";
import type { Subject } from "../auth/subject.ts";
import type { AppContext } from "../context.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";
import { compiledOf } from "../models/record/compiled.ts";
import { hiddenFields } from "../models/record/lists.ts";

/** A record type that a designed form may refer to, and what of it its designer may use. */
export interface ReferenceSource {
  recordType: string;
  title: string;
  /** Title of the package it belongs to. */
  definition: string;
  titleField: string;
  /** Fields whose value may be taken over. */
  fields: SourceField[];
  /** Sub-tables whose rows may be chosen. */
  tables: { field: string; title: string }[];
}

async function sourceOf(ctx: AppContext, subject: Subject, type: RegisteredRecordType): Promise<ReferenceSource> {
  const hidden = await hiddenFields(ctx, type, subject);
  const titleOf = (field: string) => resolve(type.schema.properties?.[field] ?? {}, type.schema).title ?? field;
  return {
    recordType: type.key,
    title: type.title,
    definition: ctx.definitions.live(type.definitionKey).title,
    titleField: type.recordType.titleField,
    fields: sourceFields(type.schema).filter(({ field }) => !hidden.has(field)),
    tables: (type.recordType.rowChoices ?? [])
      .filter(({ field }) => !hidden.has(field))
      .map(({ field }) => ({ field, title: titleOf(field) })),
  };
}

/**
 * What a form that the subject designs may refer to: record types he may read, with the fields he may see. Forms that
 * extend a type are not among them, as their records are of that type.
 */
export function referenceSources(ctx: AppContext, subject: Subject): Promise<ReferenceSource[]> {
  const readable = ctx.definitions
    .recordTypes()
    .filter((type) => type.base === undefined && decide(compiledOf(type).policy, subject, "read") !== false);
  return Promise.all(readable.map((type) => sourceOf(ctx, subject, type)));
}
