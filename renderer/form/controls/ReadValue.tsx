import { displayValue, type FormSchema, kindOf } from "../../../engine/form/index.ts";
import { useComputedValue, useFormScope, useValueBeside } from "../context.ts";
import type { AttachmentValue, FormServices } from "../services.ts";
import { words } from "../words.ts";
import { AttachmentLink } from "./AttachmentLink.tsx";
import { needsLabel, useLabels } from "./useChoices.ts";

interface Value {
  schema: FormSchema;
  value: unknown;
  services: FormServices;
  /** What it was chosen by, beside it. */
  beside?: string | undefined;
}

function LoadedLabels({ schema, value, services, beside }: Value) {
  const values = (Array.isArray(value) ? value : [value]).filter(
    (one): one is string => typeof one === "string" && one !== "",
  );
  const labels = useLabels(services, schema, values, beside);
  return <>{labels.map(({ label }) => label).join("、") || words.none}</>;
}

/** A value as text, with links for files and loaded names for codes. */
export function ValueText({ schema, value, services, beside }: Value) {
  const kind = kindOf(schema);
  if ((kind === "attachment" || kind === "image") && Array.isArray(value)) {
    return (
      <ul className="tb-files">
        {(value as AttachmentValue[]).map((file) => (
          <li key={file.id}>
            <AttachmentLink file={file} services={services} />
          </li>
        ))}
      </ul>
    );
  }
  if (needsLabel(schema)) return <LoadedLabels {...{ schema, value, services, beside }} />;
  return <>{displayValue(schema, value) || words.none}</>;
}

function ComputedText({ pointer, schema }: { pointer: string; schema: FormSchema }) {
  const value = useComputedValue(pointer);
  return <>{displayValue(schema, value) || words.computedPending}</>;
}

/** A value that another record says, as it is for the record chosen now. */
export function DerivedText({ pointer, ...rest }: Omit<Value, "value"> & { pointer: string }) {
  return <ValueText {...rest} value={useComputedValue(pointer)} />;
}

/** A field that is only read here: its text, not a disabled input. */
export function ReadValue({
  id,
  pointer,
  schema,
  value,
}: {
  id: string;
  pointer: string;
  schema: FormSchema;
  value: unknown;
}) {
  const { services } = useFormScope();
  const beside = useValueBeside(pointer, schema);
  return (
    <output id={id} className="tb-read" aria-labelledby={`${id}--label`}>
      {schema["x-computed"] ? (
        <ComputedText pointer={pointer} schema={schema} />
      ) : schema["x-derived"] ? (
        <DerivedText {...{ pointer, schema, services, beside }} />
      ) : (
        <ValueText {...{ schema, value, services, beside }} />
      )}
    </output>
  );
}
