import { DeleteOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, Select } from "antd";
import { checkMessage, type FieldCheck, type FieldTable } from "../../../engine/form/index.ts";
import { t } from "../../i18n/index.ts";
import { firstTerm, TermInput } from "./TermInput.tsx";

type CheckRowProps = {
  check: FieldCheck;
  at: number;
  table: FieldTable;
  problem?: string;
  onChange(check: FieldCheck): void;
  onRemove(): void;
};

/** One check of the form: optionally when, what is demanded, what the filler is told, and how strictly. */
export function CheckRow({ check, at, table, problem, onChange, onRemove }: CheckRowProps) {
  const number = at + 1;
  const { when, message, severity, ...demanded } = check;
  const rest = { when, message, severity };
  return (
    <li className={`field-row${problem ? " has-problem" : ""}`} aria-label={t("ownForm.checkNumber", { number })}>
      <div className="check-head">
        <span className="field-number">{number}</span>
        <Checkbox
          checked={when !== undefined}
          onChange={(event) => onChange({ ...check, when: event.target.checked ? firstTerm(table) : undefined })}
        >
          {t("ownForm.checkWhen")}
        </Checkbox>
        <Button
          size="small"
          type="text"
          danger
          icon={<DeleteOutlined />}
          aria-label={t("ownForm.removeCheck", { number })}
          onClick={onRemove}
        />
      </div>
      {when && (
        <TermInput
          word={t("ownForm.checkWhenWord")}
          term={when}
          table={table}
          onChange={(term) => onChange({ ...check, when: term })}
        />
      )}
      <TermInput
        word={t("ownForm.checkMustWord")}
        term={demanded}
        table={table}
        onChange={(term) => onChange({ ...rest, ...term })}
      />
      <Told check={check} table={table} onChange={onChange} />
      {problem && (
        <p role="alert" className="check-problem">
          {problem}
        </p>
      )}
    </li>
  );
}

const severities = [
  { value: "error", label: t("ownForm.checkError") },
  { value: "warning", label: t("ownForm.checkWarning") },
] as const;

function Told({ check, table, onChange }: Pick<CheckRowProps, "check" | "table" | "onChange">) {
  return (
    <div className="check-told">
      <Select<"error" | "warning">
        aria-label={t("ownForm.checkSeverity")}
        value={check.severity ?? "error"}
        options={[...severities]}
        onChange={(value) => onChange({ ...check, severity: value === "warning" ? value : undefined })}
      />
      <Input
        aria-label={t("ownForm.checkMessage")}
        value={check.message ?? ""}
        maxLength={200}
        placeholder={checkMessage({ ...check, message: undefined }, table)}
        onChange={(event) => onChange({ ...check, message: event.target.value || undefined })}
      />
    </div>
  );
}
