import { type FieldTable, ownDivision } from "../../engine/form/index.ts";
import type { Choice, FormServices, OptionKind, OptionQuery } from "../form/index.ts";
import { api } from "./client.ts";
import { type Division, fetchCodeItems, fetchOrgUnits, type OrgUnit } from "./hooks/directory.ts";
import { queryClient } from "./query-client.ts";
import { attachmentUrl, uploadAttachment } from "./upload.ts";

const limit = 50;

const divisionChoice = ({ code, path }: Division): Choice => ({ value: code, label: path });
const unitChoice = ({ id, name }: OrgUnit): Choice => ({ value: String(id), label: name });

/** Offers what is in use; asked for the names of values, answers for retired ones too. */
async function codeListChoices({ list = "", parent, values }: OptionQuery, search: string): Promise<Choice[]> {
  const items = await queryClient.fetchQuery({
    queryKey: ["code-items", list],
    queryFn: () => fetchCodeItems(list),
    staleTime: 10_000,
  });
  const wanted = values
    ? items.filter(({ code }) => values.includes(code))
    : items.filter((item) => !item.retired && (parent === undefined || item.parent === parent));
  const texts = wanted.map(({ code, title }) => ({ value: code, label: title }));
  return search ? texts.filter(({ label }) => label.includes(search)) : texts;
}

async function rowChoices({ record, table, values }: OptionQuery, q: string): Promise<Choice[]> {
  if (!record || !table) return [];
  const path = `/records/${record}/rows/${encodeURIComponent(table)}`;
  const rows = await api.get<Choice[]>(path, { q: values ? "" : q, limit: 200 });
  return values ? rows.filter(({ value }) => values.includes(value)) : rows;
}

async function load(kind: OptionKind, params: OptionQuery, q: string): Promise<Choice[]> {
  const { list, recordType, official, within, values } = params;
  if (kind === "row") return rowChoices(params, q);
  if (kind === "codeList") return list ? codeListChoices(params, q) : [];
  if (kind === "division") {
    const query = values ? { codes: values.join(",") } : { q };
    return (await api.get<Division[]>("/divisions", query)).map(divisionChoice);
  }
  const ids = values?.join(",");
  if (kind === "orgUnit") {
    return ids
      ? (await api.get<OrgUnit[]>("/org-units", { ids })).map(unitChoice)
      : (await fetchOrgUnits(q)).map(unitChoice);
  }
  if (kind === "reference") {
    const narrowed = values ? { ids } : { q, within };
    return api.get<Choice[]>("/records/options", { recordType, official, limit, ...narrowed });
  }
  return [];
}

const byField = (found: { id: string; field: string; value: unknown }[]): ReadonlyMap<string, unknown> =>
  new Map(found.map(({ id, field, value }) => [`${id} ${field}`, value]));

/** What other records say of the fields that a table which is not published yet takes over. */
export function previewSources(recordId: string, table: FieldTable): FormServices["loadSources"] {
  return async (data) => byField(await api.post(`/forms/${recordId}/derive`, { table, data }));
}

/** What other records say of a form's derived fields, asked of the server for the records chosen in the data. */
export function sourceLoader(type: { recordType: string; definitionKey: string }): FormServices["loadSources"] {
  return async (data) =>
    byField(await api.post(`/record-types/${type.recordType}/derive`, { form: type.definitionKey, data }));
}

/**
 * What a form needs from the server; labels that came with the record are not asked for again.
 * @param division of the unit whose record is filled, for what has to lie there.
 */
export function formServices(references: Record<string, string> = {}, division?: string): FormServices {
  return {
    uploadAttachment,
    attachmentUrl,
    loadOptions: async (kind, params, search) => {
      const labelOf = (value: string) => references[kind === "row" ? `${params.record}/${value}` : value];
      const known = params.values?.filter((value) => labelOf(value) !== undefined) ?? [];
      const labelled = known.map((value) => ({ value, label: labelOf(value) as string }));
      const missing = params.values?.filter((value) => labelOf(value) === undefined);
      if (missing?.length === 0) return labelled;
      const within = params.within === ownDivision ? division : params.within;
      const asked = { ...params, within, ...(missing && { values: missing }) };
      return [...labelled, ...(await load(kind, asked, search))];
    },
  };
}
