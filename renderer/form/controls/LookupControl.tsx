import { Select } from "antd";
import { useCallback, useEffect, useRef, useState } from "react";
import { titleBeside, typeOf } from "../../../engine/form/index.ts";
import { useFormScope, useValueBeside } from "../context.ts";
import type { Choice } from "../services.ts";
import { words } from "../words.ts";
import { aria, type ControlProps, labelledBy } from "./control.ts";
import { besideField, optionSource, useLabels } from "./useChoices.ts";
import { useEmptiedBy, useParentChoice } from "./useParentChoice.ts";

const typingMs = 250;

/** What to choose before there are choices here; undefined where nothing is missing. */
function useMissingChoice(
  { schema, pointer }: ControlProps,
  beside: string | undefined,
  parent: string | null | undefined,
) {
  const { model } = useFormScope();
  const parentField = (schema["x-options"] ?? schema.items?.["x-options"])?.parentField;
  const missing = schema["x-row"] && !beside ? besideField(schema) : parent === null ? parentField : undefined;
  return missing && words.chooseFirst(titleBeside(model.schema, pointer, missing));
}

/** Choices found for what was typed, asked for once the keys rest; those found beside another choice are none of this one's. */
function useSearch({ schema }: ControlProps, beside: string | undefined, parent: string | null | undefined) {
  const { services } = useFormScope();
  const [found, setFound] = useState<{ beside: string | undefined; choices: Choice[] }>();
  const [failed, setFailed] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was found under another choice is none of this one's
  useEffect(() => setFound(undefined), [parent]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Typing opens the list as well: what is asked for on opening is what was typed, and a late answer to less is dropped.
  const typed = useRef("");
  useEffect(() => () => clearTimeout(timer.current), []);
  const search = useCallback(
    (text: string, wait = typingMs) => {
      typed.current = text;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        const { kind, params } = optionSource(schema, beside);
        const asked = parent === undefined ? params : { ...params, parent };
        services.loadOptions?.(kind, asked, text).then(
          (choices) => {
            if (typed.current !== text) return;
            setFailed(false);
            setFound({ beside, choices });
          },
          () => setFailed(true),
        );
      }, wait);
    },
    [services, schema, beside, parent],
  );
  const opened = (open: boolean) => {
    if (open) search(typed.current, 0);
    else typed.current = "";
  };
  return { found: found && found.beside === beside ? found.choices : [], failed, search, opened };
}

/** Picks from choices that are loaded while typing: divisions, org units, accounts, other records, code lists. */
export function LookupControl(props: ControlProps) {
  const { id, schema, value, invalid, autoFocus, onChange, onBlur } = props;
  const { services } = useFormScope();
  const parent = useParentChoice(props);
  const many = typeOf(schema) === "array";
  const values = (many ? value : [value]) as unknown;
  const stored = Array.isArray(values) ? values.filter((one): one is string => typeof one === "string") : [];
  const beside = useValueBeside(props.pointer, schema);
  useEmptiedBy(beside, props);
  const missing = useMissingChoice(props, beside, parent);
  const labels = useLabels(services, schema, stored, beside);
  const { found, failed, search, opened } = useSearch(props, beside, parent);
  const options = [...new Map([...labels, ...found].map((choice) => [choice.value, choice])).values()];
  return (
    <Select
      id={id}
      className="tb-wide"
      {...(many && { mode: "multiple" as const })}
      value={many ? stored : (stored[0] ?? null)}
      options={options}
      onChange={(next: string | string[] | null) =>
        onChange(Array.isArray(next) && next.length === 0 ? undefined : (next ?? undefined))
      }
      onBlur={onBlur}
      onOpenChange={opened}
      showSearch={{ filterOption: false, onSearch: (text) => search(text) }}
      allowClear
      {...(autoFocus && { autoFocus })}
      placeholder={words.lookup}
      notFoundContent={failed ? words.loadFailed : missing}
      {...aria(props)}
      {...(many && labelledBy(props))}
      status={invalid ? "error" : ""}
    />
  );
}
