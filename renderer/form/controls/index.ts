import type { ComponentType } from "react";
import type { FieldKind } from "../../../engine/form/index.ts";
import { AttachmentControl } from "./AttachmentControl.tsx";
import { BooleanControl, MultiSelectControl, RadioControl, SelectControl } from "./ChoiceControl.tsx";
import type { ControlProps } from "./control.ts";
import { DateControl, DateRangeControl } from "./DateControl.tsx";
import { LookupControl } from "./LookupControl.tsx";
import { NumberControl } from "./NumberControl.tsx";
import { TextAreaControl, TextControl } from "./TextControl.tsx";

export type { ControlProps } from "./control.ts";

const byKind: Partial<Record<FieldKind, ComponentType<ControlProps>>> = {
  textarea: TextAreaControl,
  richText: TextAreaControl,
  number: NumberControl,
  money: NumberControl,
  date: DateControl,
  month: DateControl,
  year: DateControl,
  dateRange: DateRangeControl,
  select: SelectControl,
  radio: RadioControl,
  multiSelect: MultiSelectControl,
  boolean: BooleanControl,
  attachment: AttachmentControl,
  image: AttachmentControl,
  division: LookupControl,
  orgUnit: LookupControl,
  account: LookupControl,
  reference: LookupControl,
};

const byWidget: Record<string, ComponentType<ControlProps>> = {
  textarea: TextAreaControl,
  radio: RadioControl,
  select: SelectControl,
  checkboxes: MultiSelectControl,
};

/** The control of a field: what `ui:widget` names, else its kind's; lines of text for the rest. */
export function controlFor(
  kind: FieldKind | undefined,
  widget: string | undefined,
  coded = false,
): ComponentType<ControlProps> {
  if (coded) return LookupControl;
  return (widget && byWidget[widget]) || (kind && byKind[kind]) || TextControl;
}
