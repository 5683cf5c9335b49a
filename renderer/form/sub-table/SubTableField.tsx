import type { FieldProps } from "@rjsf/utils";
import { useCallback } from "react";
import { formatPointer } from "../../../engine/form/index.ts";
import { controlId, describedBy, useComputedValue, useFormScope, useMessages } from "../context.ts";
import { leafOf } from "../KindField.tsx";
import { RowsView } from "./RowsView.tsx";
import { SubTable } from "./SubTable.tsx";

type RowUi = Record<string, unknown> | undefined;

function ReadRows({
  id,
  pointer,
  schema,
  ui,
}: {
  id: string;
  pointer: string;
  schema: ReturnType<typeof leafOf>;
  ui: RowUi;
}) {
  const { services } = useFormScope();
  return (
    <RowsView
      schema={schema}
      value={useComputedValue(pointer)}
      services={services}
      ui={ui}
      labelledBy={`${id}--label`}
    />
  );
}

/** rjsf field of a sub-table. */
export function SubTableField({ fieldPathId, uiSchema, formData, onChange, readonly, disabled, ...rest }: FieldProps) {
  const schema = leafOf(rest);
  const { path } = fieldPathId;
  const { idPrefix } = useFormScope();
  const pointer = formatPointer(path);
  const id = controlId(idPrefix, pointer);
  const invalid = useMessages(pointer).length > 0;
  const change = useCallback((rows: unknown) => onChange(rows, path), [onChange, path]);
  const ui = uiSchema?.items as RowUi;
  if (readonly || disabled) return <ReadRows id={id} pointer={pointer} schema={schema} ui={ui} />;
  const ids = describedBy(id);
  const description = [schema["x-help"] && ids.help, invalid && ids.error].filter(Boolean).join(" ");
  return (
    <SubTable
      id={id}
      pointer={pointer}
      schema={schema}
      ui={ui}
      value={formData}
      describedBy={description || undefined}
      onChange={change}
    />
  );
}
