import type { FieldTemplateProps } from "@rjsf/utils";
import { formatPointer, kindOf } from "../../../engine/form/index.ts";
import { controlId, describedBy, useFormScope, useMessages, useWarnings } from "../context.ts";
import { leafOf } from "../KindField.tsx";
import { words } from "../words.ts";

const grouped = new Set(["radio", "boolean", "multiSelect", "subTable", "computed", "serial"]);

/** A field's messages, announced when they come. */
export function FieldMessages({ id, pointer }: { id: string; pointer: string }) {
  const messages = useMessages(pointer);
  const warnings = useWarnings(pointer);
  return (
    <>
      <div id={id} className="tb-error" role="alert">
        {messages.map((message) => (
          <div key={message}>{message}</div>
        ))}
      </div>
      {warnings.length > 0 && (
        <div className="tb-warning" role="status">
          {warnings.map((message) => (
            <div key={message}>{message}</div>
          ))}
        </div>
      )}
    </>
  );
}

/** Label, control, help and messages of one leaf; sections and lists are passed through to their own templates. */
export function FieldTemplate({
  fieldPathId,
  schema,
  label,
  required,
  readonly,
  children,
  hidden,
}: FieldTemplateProps) {
  const { idPrefix } = useFormScope();
  if (hidden) return null;
  if (!("x-leaf" in schema)) return children;
  const leaf = leafOf({ schema });
  const pointer = formatPointer(fieldPathId.path);
  const id = controlId(idPrefix, pointer);
  const ids = describedBy(id);
  const fixed = readonly || leaf.readOnly === true;
  const isGroup = fixed || grouped.has(kindOf(leaf) ?? "");
  const Label = isGroup ? "span" : "label";
  return (
    <div className="tb-field">
      <Label id={`${id}--label`} className="tb-label" {...(!isGroup && { htmlFor: id })}>
        {required && !fixed && (
          <span className="tb-required" aria-hidden="true" title={words.required}>
            *
          </span>
        )}
        {label}
      </Label>
      {children}
      {leaf["x-help"] && (!readonly || leaf.readOnly) && (
        <div id={ids.help} className="tb-help">
          {leaf["x-help"]}
        </div>
      )}
      <FieldMessages id={ids.error} pointer={pointer} />
    </div>
  );
}
