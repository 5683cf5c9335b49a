import { Segmented } from "antd";
import { useDeferredValue, useMemo, useState } from "react";
import { compileFieldTable, type FieldTable, fieldTableProblems } from "../../../engine/form/index.ts";
import { formServices } from "../../api/form-services.ts";
import { RecordForm } from "../../form/index.ts";
import type { OwnForm } from "./use-own-form.ts";

const services = formServices();

type Width = "desktop" | "phone";

/** What the filler will see: the fields every such form has, then the ones of this table. */
export function Preview({ table, base }: { table: FieldTable; base: OwnForm["base"] }) {
  const [width, setWidth] = useState<Width>("desktop");
  const settled = useDeferredValue(table);
  const form = useMemo(() => whole(settled, base), [settled, base]);
  return (
    <section className="own-form-preview" aria-label="预览">
      <div className="own-form-bar">
        <strong>填报人看到的表单</strong>
        <Segmented<Width>
          size="small"
          value={width}
          onChange={setWidth}
          options={[
            { value: "desktop", label: "电脑" },
            { value: "phone", label: "手机" },
          ]}
        />
        <span className="muted">可以试填，不会保存</span>
      </div>
      <div style={width === "phone" ? { maxWidth: 390, margin: "0 auto" } : undefined}>
        {form ? (
          <RecordForm
            key={form.key}
            schema={form.schema}
            uiSchema={form.uiSchema}
            initialData={{}}
            formContext={services}
          />
        ) : (
          <p className="muted">左边的表还有问题，改好后这里显示预览。</p>
        )}
      </div>
    </section>
  );
}

/** Base and added fields as one form; undefined while the table can't be compiled. */
function whole(table: FieldTable, base: OwnForm["base"]) {
  if (fieldTableProblems(table).length > 0) return undefined;
  const { schema, uiSchema } = compileFieldTable(table);
  const order = [...((base.uiSchema["ui:order"] as string[]) ?? []), ...((uiSchema["ui:order"] as string[]) ?? [])];
  return {
    key: JSON.stringify(table),
    schema: {
      ...base.schema,
      properties: { ...base.schema.properties, ...schema.properties },
      required: [...(base.schema.required ?? []), ...(schema.required ?? [])],
    },
    uiSchema: {
      ...base.uiSchema,
      ...uiSchema,
      "ui:order": [...order.filter((name) => name !== "*"), "*"],
      "ui:groups": [...((base.uiSchema["ui:groups"] as object[]) ?? []), ...addedGroups(table, uiSchema)],
    },
  };
}

/** Added fields outside any group get one heading, so that they stand apart from the common ones. */
function addedGroups(table: FieldTable, uiSchema: Record<string, unknown>): object[] {
  const loose = table.fields.filter(({ group }) => !group).map(({ name, id }) => name ?? id);
  const groups = (uiSchema["ui:groups"] as object[]) ?? [];
  return loose.length > 0 ? [...groups, { title: "本表单专有内容", fields: loose }] : groups;
}
