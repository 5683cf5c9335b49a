import type { ResolvedRecordType } from "../definition/record-type.ts";
import { conditionFields } from "./conditions.ts";
import type { SqlType } from "./view-field.ts";
import { schemaFields } from "./view-fields.ts";

/** A field kept in a typed column of the record type's projection table. */
export interface ProjectedField {
  field: string;
  sqlType: SqlType;
  /** Filtered, grouped, joined or unique by: worth an index. */
  index: boolean;
}

const maxAdded = 100;

interface Uses {
  indexed: string[];
  shown: string[];
}

function usesOfViews({ lists, tiles, statistics }: ResolvedRecordType): Uses {
  const names = (entries: readonly { field?: string }[] | undefined) => (entries ?? []).map(({ field }) => field ?? "");
  const indexed = [
    ...lists.flatMap((list) => [...names(list.filters), ...names(list.sort), ...conditionFields(list.where)]),
    ...tiles.flatMap((tile) => conditionFields(tile.where)),
    ...statistics.flatMap((view) => [
      ...names(view.dimensions),
      ...names(view.filters),
      ...conditionFields(view.where),
    ]),
  ];
  const shown = [
    ...lists.flatMap((list) => [...names(list.columns), ...(list.search ?? [])]),
    ...statistics.flatMap(({ measures }) =>
      measures.flatMap((measure) => [measure.field ?? "", ...conditionFields(measure.where)]),
    ),
  ];
  return { indexed, shown };
}

function usesOfSettings(resolved: ResolvedRecordType): Uses {
  const { recordType, schema, access, childFields } = resolved;
  const references = Object.values(schemaFields(schema)).filter(({ reference }) => reference !== undefined);
  return {
    indexed: [
      ...(recordType.index ?? []),
      ...(recordType.unique ?? []).flatMap(({ fields }) => fields),
      ...references.map(({ field }) => field),
      ...childFields,
      ...access.rules.flatMap((rule) => conditionFields(rule.where)),
    ],
    shown: [recordType.titleField],
  };
}

/**
 * The fields of a record type that need a column: what its views, uniqueness, references and access rules use; of a form
 * that extends another record type also every scalar it adds (at most 100).
 */
export function projectedFields(resolved: ResolvedRecordType): ProjectedField[] {
  const fields = schemaFields(resolved.schema);
  const uses = [usesOfViews(resolved), usesOfSettings(resolved)];
  const indexed = new Set(uses.flatMap((use) => use.indexed));
  const added = resolved.addedFields.filter((name) => fields[name]).slice(0, maxAdded);
  const wanted = new Set([...indexed, ...uses.flatMap((use) => use.shown), ...added]);
  return Object.values(fields)
    .filter(({ field }) => wanted.has(field))
    .map(({ field, sqlType }) => ({ field, sqlType, index: indexed.has(field) }));
}
