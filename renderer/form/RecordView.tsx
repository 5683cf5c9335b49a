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
import { type FieldGroup, filledSpans, groupNames, isShown, pairSpanOf } from "./layout.ts";
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

/** What a section says of a field: its schema, its part of the layout, whether it is a section of its own. */
function partOf({ schema, root, ui }: SectionProps, name: string) {
  const leaf = resolve(schema.properties?.[name] ?? {}, root);
  const own = (ui[name] ?? {}) as Record<string, unknown>;
  return { schema: leaf, ui: own, nested: kindOf(leaf) === undefined && leaf.properties !== undefined };
}

function isHidden(section: SectionProps, name: string): boolean {
  const { ui } = partOf(section, name);
  return section.rights[formatPointer([...section.path, name])] === "hidden" || ui["ui:widget"] === "hidden";
}

/** Columns of a pair on a wide page, and where there is room for two of them only. */
type Spans = Record<"--span" | "--narrow", number>;

function spansOf(names: readonly string[], section: SectionProps): Spans[] {
  const wide = names.map((name) => {
    const { schema, ui, nested } = partOf(section, name);
    return nested ? 24 : pairSpanOf(schema, ui);
  });
  const narrow = filledSpans(wide.map((span) => Math.max(span, 12)));
  return filledSpans(wide).map((span, at) => ({ "--span": span, "--narrow": narrow[at] ?? 24 }));
}

function Pair({ name, section, spans }: { name: string; section: SectionProps; spans: Spans | undefined }) {
  const { root, data, services, rights, path } = section;
  const { schema, ui, nested } = partOf(section, name);
  const here = [...path, name];
  const value = valueAt(data, formatPointer([name]));
  if (nested) {
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
    <div className="tb-pair" style={spans as React.CSSProperties | undefined}>
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

function Pairs({ names, section }: { names: readonly string[]; section: SectionProps }) {
  const shown = names.filter((name) => !isHidden(section, name));
  const spans = spansOf(shown, section);
  return (
    <dl className="tb-description">
      {shown.map((name, at) => (
        <Pair key={name} name={name} section={section} spans={spans[at]} />
      ))}
    </dl>
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
          <Pairs names={group.fields} section={section} />
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
