import { Segmented } from "antd";
import { useEffect, useMemo, useState } from "react";
import { extendVariants, mergeSchema, mergeUi, variantFor } from "../../../engine/definition/index.ts";
import {
  compileFieldTable,
  emptyLevels,
  type FieldTable,
  fieldTableProblems,
  type Level,
  levels,
  levelTitle,
} from "../../../engine/form/index.ts";
import { formServices, previewSources } from "../../api/form-services.ts";
import { useSession } from "../../api/hooks/session.ts";
import { RecordForm } from "../../form/index.ts";
import { t } from "../../i18n/index.ts";
import type { OwnForm } from "./use-own-form.ts";

type Width = "desktop" | "phone";

type PreviewProps = { recordId: string; table: FieldTable; base: OwnForm["base"] };

/** What the filler of a level will see: the fields every such form has, then the ones of this table that it fills. */
export function Preview({ recordId, table, base }: PreviewProps) {
  const [width, setWidth] = useState<Width>("desktop");
  const [chosen, setChosen] = useState<Level>();
  const { unit } = useSession();
  const settled = useSettled(table);
  const level = chosen ?? levels.find((each) => !emptyLevels(settled).includes(each)) ?? "district";
  const form = useMemo(() => whole(settled, base, level), [settled, base, level]);
  const services = useMemo(
    () => ({ ...formServices({}, unit.divisionCode), loadSources: previewSources(recordId, settled) }),
    [recordId, settled, unit.divisionCode],
  );
  return (
    <section className="own-form-preview" aria-label={t("ownForm.preview")}>
      <PreviewBar level={level} onLevel={setChosen} width={width} onWidth={setWidth} />
      <div style={width === "phone" ? { maxWidth: 390, margin: "0 auto" } : undefined}>
        {typeof form === "object" ? (
          <RecordForm
            key={form.key}
            schema={form.schema}
            uiSchema={form.uiSchema}
            initialData={{}}
            formContext={services}
          />
        ) : (
          <p className="muted">{form}</p>
        )}
      </div>
    </section>
  );
}

type BarProps = { level: Level; onLevel(level: Level): void; width: Width; onWidth(width: Width): void };

function PreviewBar({ level, onLevel, width, onWidth }: BarProps) {
  return (
    <div className="own-form-bar">
      <strong>{t("ownForm.previewTitle")}</strong>
      <Segmented<Level>
        size="small"
        aria-label={t("ownForm.previewLevel")}
        value={level}
        onChange={onLevel}
        options={levels.map((each) => ({ value: each, label: levelTitle(each) }))}
      />
      <Segmented<Width>
        size="small"
        value={width}
        onChange={onWidth}
        options={[
          { value: "desktop", label: t("ownForm.desktop") },
          { value: "phone", label: t("ownForm.phone") },
        ]}
      />
      <span className="muted">{t("ownForm.previewHint")}</span>
    </div>
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

/** Base and added fields as one level's form, merged as publishing merges them; a sentence where there is none. */
function whole(table: FieldTable, base: OwnForm["base"], level: Level) {
  if (table.fields.length === 0) return t("ownForm.previewEmpty");
  if (fieldTableProblems(table).length > 0) return t("ownForm.previewNone");
  const added = compileFieldTable(table);
  const key = `${level} ${JSON.stringify(table)}`;
  const below = { schema: base.schema, ui: base.uiSchema, variants: base.variants };
  const variants = extendVariants(below, { schema: added.schema, ui: added.uiSchema, variants: added.variants });
  if (variants.length === 0 && added.variants.length === 0) {
    const names = Object.keys(added.schema.properties ?? {});
    const schema = mergeSchema(base.schema, added.schema);
    return { key, schema, uiSchema: mergeUi({ schema: base.schema, ui: base.uiSchema }, added.uiSchema, names) };
  }
  const variant = variantFor(variants, levels.indexOf(level) + 1);
  if (!variant) return t("ownForm.previewNoLevel", { level: levelTitle(level) });
  return { key, schema: variant.schema, uiSchema: variant.ui };
}
