import type { FormSchema } from "../form/index.ts";
import { originField } from "../view/statistics-query.ts";
import { obligationFields } from "../view/system-fields.ts";
import { schemaFields } from "../view/view-fields.ts";
import type { ListView, StatisticsView } from "./meta/views.gen.ts";
import type { RecordTypeKey } from "./package.ts";

type Titled = { field: string; title?: string };

const titler = (schema: FormSchema) => {
  const fields = { ...schemaFields(schema), ...obligationFields };
  return <T extends Titled>(entry: T): T => ({
    ...entry,
    title: entry.title ?? fields[entry.field]?.title ?? (entry.field === originField ? "来源" : entry.field),
  });
};

/** A list as the rest of the product reads it: global record type key, every column and filter with its title. */
export function qualifyList(list: ListView, recordType: RecordTypeKey, schema: FormSchema): ListView {
  const titled = titler(schema);
  return {
    ...list,
    recordType,
    columns: list.columns.map(titled),
    ...(list.filters && { filters: list.filters.map(titled) }),
  };
}

/** A statistics view as the rest of the product reads it: global record type key, every dimension with its title. */
export function qualifyStatistics(view: StatisticsView, recordType: RecordTypeKey, schema: FormSchema): StatisticsView {
  const titled = titler(schema);
  return {
    ...view,
    recordType,
    dimensions: view.dimensions.map(titled),
    ...(view.filters && { filters: view.filters.map(titled) }),
  };
}
