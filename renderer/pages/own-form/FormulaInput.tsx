import { Form, Input, type InputRef, Select } from "antd";
import { useRef, useState } from "react";
import { type Field, readFormula, showFormula } from "../../../engine/form/index.ts";
import { t } from "../../i18n/index.ts";

type FormulaProps = { field: Field; siblings: Field[]; onChange(part: Partial<Field>): void };

/** The formula of a computed field, in which other fields stand by their titles and are put in from a list. */
export function FormulaInput({ field, siblings, onChange }: FormulaProps) {
  const [text, setText] = useState(() => showFormula(field.formula ?? "", siblings));
  const input = useRef<InputRef>(null);
  const write = (next: string) => {
    setText(next);
    onChange({ formula: readFormula(next, siblings) });
  };
  const insert = (title: string) => {
    const { selectionStart, selectionEnd } = input.current?.input ?? {};
    const [from, to] = [selectionStart ?? text.length, selectionEnd ?? text.length];
    write(`${text.slice(0, from)}【${title}】${text.slice(to)}`);
    input.current?.focus({ cursor: "end" });
  };
  const id = `${field.id}-formula`;
  return (
    <Form.Item label={t("ownForm.formula")} htmlFor={id} extra={t("ownForm.formulaHint")}>
      <div className="formula-input">
        <Input
          id={id}
          ref={input}
          value={text}
          maxLength={500}
          placeholder={t("ownForm.formulaPlaceholder")}
          onChange={(event) => write(event.target.value)}
          onBlur={() => setText(showFormula(field.formula ?? "", siblings))}
        />
        <Select<string>
          aria-label={t("ownForm.formulaInsert")}
          value={null}
          placeholder={t("ownForm.formulaInsert")}
          options={siblings
            .filter(({ title, kind }) => title.trim() && kind !== "subTable")
            .map(({ id, title }) => ({ value: id, label: title }))}
          showSearch={{ optionFilterProp: "label" }}
          onSelect={(id: string) => insert(siblings.find((each) => each.id === id)?.title ?? "")}
        />
      </div>
    </Form.Item>
  );
}
