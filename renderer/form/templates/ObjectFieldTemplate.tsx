import type { ObjectFieldTemplateProps } from "@rjsf/utils";
import { useState } from "react";
import { type FormSchema, formatPointer } from "../../../engine/form/index.ts";
import { controlId, describedBy, useFormScope } from "../context.ts";
import { type FieldGroup, groupNames, isShown, spanOf } from "../layout.ts";
import { words } from "../words.ts";
import { FieldMessages } from "./FieldTemplate.tsx";

type Properties = ObjectFieldTemplateProps["properties"];

function Grid({ props, names }: { props: ObjectFieldTemplateProps; names: string[] }) {
  const byName = new Map<string, Properties[number]>(props.properties.map((property) => [property.name, property]));
  return (
    <div className="tb-grid">
      {names.map((name) => {
        const property = byName.get(name);
        const child = props.schema.properties?.[name] as { "x-leaf"?: FormSchema } | undefined;
        if (!property || property.hidden) return null;
        return (
          <div
            key={name}
            style={{ "--span": spanOf(child?.["x-leaf"], props.uiSchema?.[name]) } as React.CSSProperties}
          >
            {property.content}
          </div>
        );
      })}
    </div>
  );
}

function Group({ group, props }: { group: FieldGroup; props: ObjectFieldTemplateProps }) {
  const [open, setOpen] = useState(!group.collapsed);
  if (group.title === "") return <Grid props={props} names={group.fields} />;
  return (
    <fieldset className="tb-group">
      <legend>
        {group.title}
        {group.collapsed !== undefined && (
          <button type="button" className="tb-link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? words.collapse : words.expand}
          </button>
        )}
      </legend>
      <div hidden={!open}>
        <Grid props={props} names={group.fields} />
      </div>
    </fieldset>
  );
}

/** A section: its groups on a 24-column grid, with the section's title as legend below the root. */
export function ObjectFieldTemplate(props: ObjectFieldTemplateProps) {
  const { title, properties, uiSchema, fieldPathId, description } = props;
  const { idPrefix } = useFormScope();
  const groups = groupNames(
    properties.map(({ name }) => name),
    uiSchema?.["ui:groups"] as FieldGroup[] | undefined,
  );
  const canFill = (name: string) => uiSchema?.[name]?.["ui:readonly"] !== true;
  const shown = groups.filter((group) => isShown(group, props.formData, canFill));
  const content = shown.map((group) => <Group key={group.title} group={group} props={props} />);
  if (fieldPathId.path.length === 0) return <>{content}</>;
  const pointer = formatPointer(fieldPathId.path);
  const id = controlId(idPrefix, pointer);
  return (
    <fieldset className="tb-group" id={id} tabIndex={-1} aria-describedby={describedBy(id).error}>
      {title && <legend>{title}</legend>}
      {description && <div className="tb-help">{description}</div>}
      {content}
      <FieldMessages id={describedBy(id).error} pointer={pointer} />
    </fieldset>
  );
}
