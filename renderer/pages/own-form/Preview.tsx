import { Segmented } from "antd";
import { useDeferredValue, useMemo, useState } from "react";
import { mergeSchema, mergeUi } from "../../../engine/definition/index.ts";
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

/** Base and added fields as one form, merged as publishing merges them; undefined while the table can't be compiled. */
function whole(table: FieldTable, base: OwnForm["base"]) {
  if (fieldTableProblems(table).length > 0) return undefined;
  const added = compileFieldTable(table);
  const names = Object.keys(added.schema.properties ?? {});
  return {
    key: JSON.stringify(table),
    schema: mergeSchema(base.schema, added.schema),
    uiSchema: mergeUi({ schema: base.schema, ui: base.uiSchema }, added.uiSchema, names),
  };
}
