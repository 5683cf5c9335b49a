import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { formatPointer, parsePointer } from "../../../engine/form/index.ts";
import { useFormScope } from "../context.ts";
import type { ControlProps } from "./control.ts";

/** Empties a field when what its choices belong to changes: what was chosen under the old one is none of the new one's. */
export function useEmptiedBy(choice: string | null | undefined, { value, onChange }: ControlProps): void {
  const before = useRef(choice);
  useEffect(() => {
    if (before.current === choice) return;
    before.current = choice;
    if (value !== undefined) onChange(undefined);
  }, [choice, value, onChange]);
}

/**
 * The choice this field's choices belong to: undefined where they belong to none, null while nothing is chosen. Another
 * choice there empties this field.
 */
export function useParentChoice(props: ControlProps): string | null | undefined {
  const { schema, pointer } = props;
  const { model } = useFormScope();
  const field = (schema["x-options"] ?? schema.items?.["x-options"])?.parentField;
  const beside = field === undefined ? "" : formatPointer([...parsePointer(pointer).slice(0, -1), field]);
  const found = useSyncExternalStore(
    model.subscribe,
    useCallback(() => (beside === "" ? undefined : model.valueAt(beside)), [model, beside]),
  );
  const choice = field === undefined ? undefined : typeof found === "string" && found !== "" ? found : null;
  useEmptiedBy(choice, props);
  return choice;
}
