import { Input } from "antd";
import { useState } from "react";
import type { FieldOption } from "../../../engine/form/index.ts";
import { t } from "../../i18n/index.ts";

/** Next free permanent value of an option: o1, o2, ... */
function freeValue(used: Set<string>): string {
  let n = 1;
  while (used.has(`o${n}`)) n++;
  used.add(`o${n}`);
  return `o${n}`;
}

/** Options from lines; a label that was there keeps its value, a line changed in place keeps it too. */
function optionsFromLines(lines: string[], before: FieldOption[]): FieldOption[] {
  const labels = lines.map((line) => line.trim()).filter(Boolean);
  const used = new Set(before.map(({ value }) => value));
  const sameCount = labels.length === before.length;
  return labels.map((label, at) => {
    const known = before.find((option) => option.label === label);
    if (known) return known;
    const renamed = sameCount ? before[at] : undefined;
    return { label, value: renamed && !labels.includes(renamed.label) ? renamed.value : freeValue(used) };
  });
}

/** Options, one a line: quick to type and to paste from Excel. Codes stay when a label is corrected. */
export function OptionsEditor(props: { options: FieldOption[]; onChange(options: FieldOption[]): void }) {
  const [text, setText] = useState(props.options.map(({ label }) => label).join("\n"));
  // Compared with what was there at first: half-typed labels in between are nobody's options.
  const [before] = useState(props.options);
  return (
    <Input.TextArea
      aria-label={t("ownForm.optionLines")}
      placeholder={t("ownForm.optionLinesPlaceholder")}
      autoSize={{ minRows: 3, maxRows: 12 }}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        props.onChange(optionsFromLines(event.target.value.split(/\r?\n/), before));
      }}
    />
  );
}
