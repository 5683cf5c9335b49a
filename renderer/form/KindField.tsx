import type { FieldProps } from "@rjsf/utils";
import { memo, useCallback } from "react";
import { type FormSchema, formatPointer, kindOf } from "../../engine/form/index.ts";
import { controlId, describedBy, useFormScope, useMessages } from "./context.ts";
import { type ControlProps, controlFor } from "./controls/index.ts";
import { ReadValue } from "./controls/ReadValue.tsx";
import { needsLabel } from "./controls/useChoices.ts";

const Control = memo(function Control({
  control: Component,
  ...props
}: ControlProps & { control: React.ComponentType<ControlProps> }) {
  return <Component {...props} />;
});

/** The schema of a leaf, as prepareForm packed it. */
export function leafOf(props: { schema: object }): FormSchema {
  return (props.schema as { "x-leaf"?: FormSchema })["x-leaf"] ?? (props.schema as FormSchema);
}

/** rjsf field for every leaf: the control of its kind, wired to ids, messages and rights. */
export function KindField({
  fieldPathId,
  uiSchema,
  formData,
  onChange,
  readonly,
  disabled,
  required,
  ...rest
}: FieldProps) {
  const schema = leafOf(rest);
  const { model, idPrefix } = useFormScope();
  const { path } = fieldPathId;
  const pointer = formatPointer(path);
  const id = controlId(idPrefix, pointer);
  const invalid = useMessages(pointer).length > 0;
  const change = useCallback((value: unknown) => onChange(value, path), [onChange, path]);
  const blur = useCallback(() => model.touch(pointer), [model, pointer]);
  const ids = describedBy(id);
  if (readonly || disabled || schema.readOnly)
    return <ReadValue id={id} pointer={pointer} schema={schema} value={formData} />;
  const widget = (uiSchema?.["ui:options"] as { control?: string } | undefined)?.control;
  return (
    <Control
      control={controlFor(kindOf(schema), widget, needsLabel(schema))}
      id={id}
      pointer={pointer}
      schema={schema}
      value={formData}
      required={required ?? false}
      invalid={invalid}
      describedBy={[schema["x-help"] && ids.help, invalid && ids.error].filter(Boolean).join(" ") || undefined}
      onChange={change}
      onBlur={blur}
    />
  );
}
