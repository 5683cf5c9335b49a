import { Segmented } from "antd";
import { useEffect, useMemo, useState } from "react";
import { mergeSchema, mergeUi } from "../../../engine/definition/index.ts";
import { compileFieldTable, type FieldTable, fieldTableProblems } from "../../../engine/form/index.ts";
import { formServices } from "../../api/form-services.ts";
import { RecordForm } from "../../form/index.ts";
import { t } from "../../i18n/index.ts";
import type { OwnForm } from "./use-own-form.ts";

const services = formServices();

type Width = "desktop" | "phone";

/** What the filler will see: the fields every such form has, then the ones of this table. */
export function Preview({ table, base }: { table: FieldTable; base: OwnForm["base"] }) {
  const [width, setWidth] = useState<Width>("desktop");
  const settled = useSettled(table);
  const form = useMemo(() => whole(settled, base), [settled, base]);
  return (
    <section className="own-form-preview" aria-label={t("ownForm.preview")}>
      <div className="own-form-bar">
        <strong>{t("ownForm.previewTitle")}</strong>
        <Segmented<Width>
          size="small"
          value={width}
          onChange={setWidth}
          options={[
            { value: "desktop", label: t("ownForm.desktop") },
            { value: "phone", label: t("ownForm.phone") },
          ]}
        />
        <span className="muted">{t("ownForm.previewHint")}</span>
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
          <p className="muted">{t(table.fields.length === 0 ? "ownForm.previewEmpty" : "ownForm.previewNone")}</p>
        )}
      </div>
    </section>
  );
}

const SETTLE_MS = 400;

/** The table once nobody has changed it for a moment: the preview is built anew, which is too much for every key. */
function useSettled(table: FieldTable): FieldTable {
  const [settled, setSettled] = useState(table);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(table), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [table]);
  return settled;
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
