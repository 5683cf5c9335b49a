import { Checkbox, Form, Input } from "antd";
import { type Field, fieldLevels, type Level, levels, levelTitle } from "../../../engine/form/index.ts";
import { t } from "../../i18n/index.ts";
import { demandedAt, isGiven } from "./kinds.ts";

const offered = (some: readonly Level[]) => some.map((level) => ({ value: level, label: levelTitle(level) }));

type LevelSettingsProps = { field: Field; onChange(part: Partial<Field>): void };

/** Which levels fill a field, and at which of them it has to be filled. */
export function LevelSettings({ field, onChange }: LevelSettingsProps) {
  const filled = fieldLevels(field);
  const demanded = field.required ? filled : filled.filter((level) => field.requiredAt?.includes(level));
  const fill = (chosen: Level[]) => {
    const at = levels.filter((level) => chosen.includes(level));
    const next = { ...field, levels: at.length < levels.length ? at : undefined };
    const kept = field.required ? at : demanded;
    onChange({ levels: next.levels, ...(!isGiven(field) && at.length > 0 && demandedAt(next, kept)) });
  };
  return (
    <>
      <div className="field-settings-row wide">
        <Form.Item label={t("ownForm.levels")} extra={t("ownForm.levelsHint")}>
          <Checkbox.Group<Level>
            aria-label={t("ownForm.levelsOf", { title: field.title })}
            value={filled}
            options={offered(levels)}
            onChange={fill}
          />
        </Form.Item>
        {!isGiven(field) && (
          <Form.Item label={t("ownForm.requiredAt")}>
            <Checkbox.Group<Level>
              aria-label={t("ownForm.requiredAtOf", { title: field.title })}
              value={demanded}
              options={offered(filled)}
              onChange={(at) => onChange(demandedAt(field, at))}
            />
          </Form.Item>
        )}
      </div>
      <Titles field={field} onChange={onChange} />
    </>
  );
}

/** What levels call a field, where that differs. */
function Titles({ field, onChange }: LevelSettingsProps) {
  const { titleAt = {} } = field;
  const call = (level: Level, title: string) => {
    const { [level]: _, ...others } = titleAt;
    const next = title === "" ? others : { ...others, [level]: title };
    onChange({ titleAt: Object.keys(next).length > 0 ? next : undefined });
  };
  return (
    <Form.Item label={t("ownForm.titleAt")}>
      <div className="level-titles">
        {fieldLevels(field).map((level) => (
          <Input
            key={level}
            aria-label={t("ownForm.titleAtOf", { level: levelTitle(level), title: field.title })}
            prefix={<span className="muted">{levelTitle(level)}</span>}
            value={titleAt[level] ?? ""}
            maxLength={60}
            placeholder={field.title}
            onChange={(event) => call(level, event.target.value)}
          />
        ))}
      </div>
    </Form.Item>
  );
}
