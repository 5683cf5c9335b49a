import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import { type FormSchema, formatPointer, parsePointer } from "../../engine/form/index.ts";
import { besideField, valueBeside } from "./controls/useChoices.ts";
import type { FormModel } from "./model.ts";
import type { FormServices } from "./services.ts";

/** What every control of one form shares. */
export interface FormScope {
  model: FormModel;
  services: FormServices;
  /** Prefix of all element ids of this form; a field's id is the prefix followed by its JSON pointer. */
  idPrefix: string;
}

/** The scope of the form around a component. */
export const FormScopeContext = createContext<FormScope | undefined>(undefined);

/** The scope of the form around a control; throws outside a form. */
export function useFormScope(): FormScope {
  const scope = useContext(FormScopeContext);
  if (!scope) throw new Error("form control used outside RecordForm");
  return scope;
}

/** The messages shown at one field; renders again only when they change. */
export function useMessages(pointer: string): readonly string[] {
  const { model } = useFormScope();
  return useSyncExternalStore(
    model.subscribe,
    useCallback(() => model.messagesAt(pointer), [model, pointer]),
  );
}

/** What deserves a second look at one field. */
export function useWarnings(pointer: string): readonly string[] {
  const { model } = useFormScope();
  return useSyncExternalStore(
    model.subscribe,
    useCallback(() => model.warningsAt(pointer), [model, pointer]),
  );
}

/** The computed value of one field. */
export function useComputedValue(pointer: string): unknown {
  const { model } = useFormScope();
  return useSyncExternalStore(
    model.subscribe,
    useCallback(() => model.valueAt(pointer), [model, pointer]),
  );
}

const silent = () => () => {};

/** The value beside a field that its choices depend on; undefined while there is none, or where they depend on nothing. */
export function useValueBeside(pointer: string, schema: FormSchema): string | undefined {
  const { model } = useFormScope();
  const depends = besideField(schema) !== undefined;
  return useSyncExternalStore(depends ? model.subscribe : silent, () => {
    if (!depends) return undefined;
    const beside = model.valueAt(formatPointer(parsePointer(pointer).slice(0, -1)));
    return valueBeside(schema, beside, model.getData());
  });
}

/** Element id of a field's control. */
export function controlId(idPrefix: string, pointer: string): string {
  return `${idPrefix}${pointer}`;
}

/** Element ids of what describes a control. */
export const describedBy = (id: string) => ({ help: `${id}--help`, error: `${id}--error` });
