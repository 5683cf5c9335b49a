import { DeleteOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { t } from "../../i18n/index.ts";
import { CheckRow } from "./CheckRow.tsx";
import { firstTerm } from "./TermInput.tsx";
import type { FieldTableEditor } from "./use-field-table.ts";
import type { TableProblem } from "./use-own-form.ts";

/** The checks between fields, put together from choices. */
export function Checks({ editor, problems }: { editor: FieldTableEditor; problems: TableProblem[] }) {
  const { table } = editor;
  return (
    <div className="own-form-checks">
      <h2>{t("ownForm.checks")}</h2>
      <p className="muted">{t(table.fields.length > 0 ? "ownForm.checksHint" : "ownForm.checksNeedFields")}</p>
      <ol className="field-rows">
        {(table.checks ?? []).map((check, at) => (
          <CheckRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a check has no identity but its place
            key={at}
            check={check}
            at={at}
            table={table}
            problem={problems.find(({ pointer }) => pointer === `/checks/${at}`)?.message}
            onChange={(next) => editor.setCheck(at, next)}
            onRemove={() => editor.removeCheck(at)}
          />
        ))}
      </ol>
      <KeptRules editor={editor} problems={problems} />
      <Button disabled={table.fields.length === 0} onClick={() => editor.addCheck(firstTerm(table))}>
        {t("ownForm.addCheck")}
      </Button>
    </div>
  );
}

/** Rules that were not put together here: they are kept, and can only be removed. */
function KeptRules({ editor, problems }: { editor: FieldTableEditor; problems: TableProblem[] }) {
  const { rules = [] } = editor.table;
  if (rules.length === 0) return null;
  return (
    <>
      <p className="muted">{t("ownForm.keptRules")}</p>
      <ul className="field-rows">
        {rules.map(({ message }, at) => {
          const problem = problems.find(({ pointer }) => pointer === `/rules/${at}`)?.message;
          return (
            <li key={message} className={`field-row kept-rule${problem ? " has-problem" : ""}`}>
              <span>{problem ? <span role="alert">{problem}</span> : message}</span>
              <Button
                size="small"
                type="text"
                danger
                icon={<DeleteOutlined />}
                aria-label={t("ownForm.removeRule", { message })}
                onClick={() => editor.removeRule(at)}
              />
            </li>
          );
        })}
      </ul>
    </>
  );
}
