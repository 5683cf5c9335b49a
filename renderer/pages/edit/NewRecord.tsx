import { useNavigate } from "react-router-dom";
import { defaults } from "../../../engine/form/index.ts";
import { useAlreadyFiled, useCreateRecord, useRecordType } from "../../api/hooks/records.ts";
import type { RecordTypeView } from "../../api/types.ts";
import { QueryState } from "../../components/QueryState.tsx";
import { t } from "../../i18n/index.ts";
import { AlreadyFiledNotice } from "./AlreadyFiledNotice.tsx";
import { RecordEditor } from "./RecordEditor.tsx";

interface Props {
  /** `<package>/<type>`. */
  recordType: string;
  definitionKey?: string;
  obligationId?: string;
  /** What the record begins with, besides the form's defaults. */
  prefill: Record<string, unknown>;
  references?: Record<string, string>;
  /** What tells this record's draft from those of other new records of the type. */
  scope?: string;
  /** Where to go after submitting; the record itself by default. */
  back?: string;
}

/** What is owed has its name before it is filled; anything else is just new. */
function titleOf(type: RecordTypeView, known: unknown): string {
  return typeof known === "string" && known !== ""
    ? t("edit.fill", { title: known })
    : t("edit.new", { title: type.title });
}

/** The form of a record that does not exist yet. */
export function NewRecord({ recordType, definitionKey, obligationId, prefill, references, scope = "-", back }: Props) {
  const type = useRecordType(recordType, { form: definitionKey });
  const filed = useAlreadyFiled(recordType, obligationId === undefined);
  const create = useCreateRecord();
  const navigate = useNavigate();
  if (filed.data?.message && create.isIdle) return <AlreadyFiledNotice filed={filed.data} />;
  return (
    <QueryState query={type}>
      {(view) => (
        <RecordEditor
          title={titleOf(view, obligationId ? prefill[view.titleField] : undefined)}
          type={view}
          data={{ ...defaults(view.schema), ...view.initial, ...prefill }}
          references={references}
          subject={`new:${recordType}:${scope}`}
          canSubmit
          about={{ recordType, ...(definitionKey && { definitionKey }) }}
          save={(data, submit) => create.mutateAsync({ recordType, definitionKey, obligationId, data, submit })}
          onSaved={({ id }, submitted) => {
            const path = submitted ? (back ?? `/records/${id}`) : `/records/${id}/edit`;
            navigate(path, { replace: true });
          }}
        />
      )}
    </QueryState>
  );
}
