import {
  computeFields,
  type FieldRights,
  type FormSchema,
  formatPointer,
  kindOf,
  resolve,
  resolveRow,
  valueAt,
} from "../../engine/form/index.ts";
import { ValueText } from "./controls/ReadValue.tsx";
import { valueBeside } from "./controls/useChoices.ts";
import "./form.css";
import { HistoryFields } from "./HistoryFields.tsx";
import { type FieldGroup, groupNames, isShown, pairSpanOf } from "./layout.ts";
import type { FormServices } from "./services.ts";
import { RowsView } from "./sub-table/RowsView.tsx";

/** Properties of RecordView. */
export interface RecordViewProps {
  schema: FormSchema;
  uiSchema?: Record<string, unknown>;
  data: unknown;
  fieldRights?: FieldRights;
  formContext?: FormServices;
}

interface SectionProps {
  schema: FormSchema;
  root: FormSchema;
  ui: Record<string, unknown>;
  data: unknown;
  services: FormServices;
  rights: FieldRights;
  path: string[];
}

function orderedNames(schema: FormSchema, ui: Record<string, unknown>): string[] {
  const names = Object.keys(schema.properties ?? {});
  const order = (ui["ui:order"] as string[] | undefined) ?? ["*"];
  const rest = names.filter((name) => !order.includes(name));
  return order.flatMap((name) => (name === "*" ? rest : names.includes(name) ? [name] : []));
}

function Pair({ name, section }: { name: string; section: SectionProps }) {
  const { root, data, services, rights, path } = section;
  const schema = resolve(section.schema.properties?.[name] ?? {}, root);
  const ui = (section.ui[name] ?? {}) as Record<string, unknown>;
  const here = [...path, name];
  const value = valueAt(data, formatPointer([name]));
  if (rights[formatPointer(here)] === "hidden" || ui["ui:widget"] === "hidden") return null;
  if (kindOf(schema) === undefined && schema.properties) {
    return (
      <fieldset className="tb-group tb-pair-wide">
        <legend>{schema.title}</legend>
        <Section schema={schema} root={root} ui={ui} data={value} services={services} rights={rights} path={here} />
      </fieldset>
    );
  }
  const rows = kindOf(schema) === "subTable";
  const packed = rows ? { ...schema, items: resolveRow(schema.items ?? {}, root) } : schema;
  return (
    <div className="tb-pair" style={{ "--span": pairSpanOf(schema, ui) } as React.CSSProperties}>
      <dt>{schema.title ?? name}</dt>
      <dd>
        {rows ? (
          <RowsView
            schema={packed}
            value={value}
            services={services}
            beside={data}
            ui={ui.items as Record<string, unknown> | undefined}
          />
        ) : (
          <ValueText schema={schema} value={value} services={services} beside={valueBeside(schema, data)} />
        )}
      </dd>
    </div>
  );
}

function Section(section: SectionProps) {
  const groups = groupNames(
    orderedNames(section.schema, section.ui),
    section.ui["ui:groups"] as FieldGroup[] | undefined,
  ).filter((group) => isShown(group, section.data, () => false));
  return (
    <>
      {groups.map((group) => (
        <section key={group.title} className="tb-view-group">
          {group.title && <h3>{group.title}</h3>}
          <dl className="tb-description">
            {group.fields.map((name) => (
              <Pair key={name} name={name} section={section} />
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

const noRights: FieldRights = {};
const noServices: FormServices = {};

/** A record to read and print: a table of names and values, not a disabled form. */
export function RecordView({
  schema,
  uiSchema = {},
  data,
  fieldRights = noRights,
  formContext = noServices,
}: RecordViewProps) {
  const root = resolve(schema, schema);
  return (
    <div className="tb-form tb-view">
      <Section
        schema={root}
        root={schema}
        ui={uiSchema}
        data={computeFields(schema, data)}
        services={formContext}
        rights={fieldRights}
        path={[]}
      />
      <HistoryFields schema={root} data={data} />
    </div>
  );
}
