import type { FormSchema } from "../../../engine/form/index.ts";

/** What every control gets; it shows `value` and reports a new one with `onChange` (undefined: emptied). */
export interface ControlProps {
  id: string;
  pointer: string;
  schema: FormSchema;
  value: unknown;
  required: boolean;
  invalid: boolean;
  /** Ids of the help and error texts of the field. */
  describedBy?: string | undefined;
  /** Label for controls without a label element, as in table cells. */
  label?: string;
  autoFocus?: boolean;
  onChange: (value: unknown) => void;
  onBlur: () => void;
}

/** The ARIA attributes of a control. */
export function aria({ required, invalid, describedBy, label }: ControlProps) {
  return {
    "aria-required": required || undefined,
    "aria-invalid": invalid || undefined,
    "aria-describedby": describedBy,
    "aria-label": label,
  };
}

/** Names a control whose field is labelled as a group, and which therefore no label element points to. */
export function labelledBy({ id, label }: ControlProps) {
  return label === undefined ? { "aria-labelledby": `${id}--label` } : {};
}
