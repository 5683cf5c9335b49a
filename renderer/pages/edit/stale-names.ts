import { diffData, type FormSchema, type NamingIn } from "../../../engine/form/index.ts";
import { needsLabel, optionSource, valueBeside } from "../../form/controls/useChoices.ts";
import type { FormServices, OptionKind, OptionQuery } from "../../form/services.ts";

type Data = Record<string, unknown>;

interface Source {
  kind: OptionKind;
  params: OptionQuery;
}

const sourceOf = (field: FormSchema, scopes: readonly Data[]): Source =>
  optionSource(field, valueBeside(field, ...scopes));

// What a choice is called does not depend on what it was narrowed by; whose row it is does.
const placeOf = ({ kind, params: { list, recordType, record, table } }: Source): string =>
  [kind, list, recordType, record, table].join(" ");

const naming =
  (nameOf: (source: Source, value: string) => string | undefined): NamingIn =>
  (scopes) =>
  (field, value) =>
    typeof value === "string" && needsLabel(field) ? nameOf(sourceOf(field, scopes), value) : undefined;

/**
 * Loads the names of all codes and ids that two states of a record disagree on, in sub-tables too: one question per kind
 * of choice. What cannot be named keeps its code.
 */
export async function loadNames(
  schema: FormSchema,
  { theirs, mine }: { theirs: Data; mine: Data },
  { loadOptions }: Pick<FormServices, "loadOptions">,
): Promise<NamingIn> {
  const asked = new Map<string, { source: Source; values: Set<string> }>();
  const remember = naming((source, value) => {
    const one = asked.get(placeOf(source)) ?? { source, values: new Set() };
    asked.set(placeOf(source), one);
    one.values.add(value);
    return undefined;
  });
  diffData(schema, theirs, mine, { naming: remember });
  const names = new Map<string, string>();
  const load = async ({ source, values }: { source: Source; values: Set<string> }) => {
    const found = await loadOptions?.(source.kind, { ...source.params, values: [...values] }, "").catch(() => []);
    for (const { value, label } of found ?? []) names.set(`${placeOf(source)} ${value}`, label);
  };
  await Promise.all([...asked.values()].map(load));
  return naming((source, value) => names.get(`${placeOf(source)} ${value}`));
}
