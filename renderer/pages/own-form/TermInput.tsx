import { Input, InputNumber, Select } from "antd";
import {
  type Comparison,
  comparableFields,
  comparisonsOf,
  comparisonTitle,
  type Field,
  type FieldTable,
  type FieldTerm,
} from "../../../engine/form/index.ts";
import { t } from "../../i18n/index.ts";

/** The value in the list of what to compare with that stands for "a fixed value". */
const FIXED = "";

/** A term to begin with: the first field that compares with others, or the first at all. */
export function firstTerm(table: FieldTable): FieldTerm {
  const field = table.fields.find((each) => comparisonsOf(each).length > 1) ?? table.fields[0];
  return { field: field?.id ?? "", compare: field ? (comparisonsOf(field)[0] as Comparison) : "filled" };
}

type TermInputProps = { word: string; term: FieldTerm; table: FieldTable; onChange(term: FieldTerm): void };

/** One comparison in three choices: field, how, against what. */
export function TermInput({ word, term, table, onChange }: TermInputProps) {
  const field = table.fields.find(({ id }) => id === term.field);
  const choose = (id: string) => {
    const next = table.fields.find((each) => each.id === id);
    const comparisons = next ? comparisonsOf(next) : [];
    const compare = comparisons.includes(term.compare) ? term.compare : (comparisons[0] ?? "filled");
    onChange({ field: id, compare });
  };
  return (
    <div className="check-term">
      <span className="muted">{word}</span>
      <Select<string>
        aria-label={`${word}${t("ownForm.checkField")}`}
        value={field ? term.field : undefined}
        placeholder={t("ownForm.checkField")}
        showSearch={{ optionFilterProp: "label" }}
        options={table.fields.map(({ id, title }) => ({ value: id, label: title || t("ownForm.unnamed") }))}
        onChange={choose}
      />
      <Select<Comparison>
        aria-label={`${word}${t("ownForm.checkCompare")}`}
        value={term.compare}
        options={(field ? comparisonsOf(field) : []).map((each) => ({ value: each, label: comparisonTitle(each) }))}
        onChange={(compare) => onChange(compare === "filled" ? { field: term.field, compare } : { ...term, compare })}
      />
      {field && term.compare !== "filled" && (
        <Against word={word} field={field} term={term} table={table} onChange={onChange} />
      )}
    </div>
  );
}

type AgainstProps = TermInputProps & { field: Field };

function Against({ word, field, term, table, onChange }: AgainstProps) {
  const { field: id, compare } = term;
  const others = comparableFields(table, field);
  return (
    <>
      <Select<string>
        aria-label={`${word}${t("ownForm.checkAgainst")}`}
        value={term.other ?? FIXED}
        options={[
          { value: FIXED, label: t("ownForm.checkValue") },
          ...others.map((other) => ({ value: other.id, label: other.title || t("ownForm.unnamed") })),
        ]}
        onChange={(other) => onChange(other === FIXED ? { field: id, compare } : { field: id, compare, other })}
      />
      {term.other === undefined && (
        <FixedValue
          field={field}
          label={`${word}${t("ownForm.checkValue")}`}
          value={term.value}
          onChange={(value) => onChange({ field: id, compare, value })}
        />
      )}
    </>
  );
}

type FixedValueProps = {
  field: Field;
  label: string;
  value: FieldTerm["value"];
  onChange(value: FieldTerm["value"]): void;
};

const yesNo = [
  { value: "true", label: "是" },
  { value: "false", label: "否" },
];

function FixedValue({ field, label, value, onChange }: FixedValueProps) {
  if (field.kind === "boolean")
    return (
      <Select<string>
        aria-label={label}
        value={value === undefined ? undefined : String(value)}
        placeholder={t("ownForm.checkValueHolder")}
        options={yesNo}
        onChange={(next) => onChange(next === "true")}
      />
    );
  if (field.options)
    return (
      <Select<string>
        aria-label={label}
        value={value as string | undefined}
        placeholder={t("ownForm.checkValueHolder")}
        options={field.options}
        onChange={onChange}
      />
    );
  if (["number", "money", "computed"].includes(field.kind))
    return (
      <InputNumber<number>
        aria-label={label}
        value={value as number | undefined}
        placeholder={t("ownForm.checkValueHolder")}
        onChange={(next) => onChange(next ?? undefined)}
      />
    );
  return (
    <Input
      aria-label={label}
      value={(value as string | undefined) ?? ""}
      maxLength={200}
      type={field.kind === "date" || field.kind === "month" ? field.kind : "text"}
      placeholder={t("ownForm.checkValueHolder")}
      onChange={(event) => onChange(event.target.value || undefined)}
    />
  );
}
