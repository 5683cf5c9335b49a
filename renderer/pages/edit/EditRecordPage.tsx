import { Navigate, useNavigate, useParams } from "react-router-dom";
import { useRecord, useRecordForm, useSaveRecord } from "../../api/hooks/records.ts";
import type { RecordView } from "../../api/types.ts";
import { QueryState } from "../../components/QueryState.tsx";
import { ReopenedNotice } from "../../components/ReopenedNotice.tsx";
import { ReturnNotice } from "../../components/ReturnNotice.tsx";
import { StatusTag } from "../../components/StatusTag.tsx";
import { Warnings } from "../../components/Warnings.tsx";
import { t } from "../../i18n/index.ts";
import { RecordEditor } from "./RecordEditor.tsx";

/** Changes a record. */
export default function EditRecordPage() {
  const { id = "" } = useParams();
  const record = useRecord(id);
  return <QueryState query={record}>{(data) => <Edit key={data.id} record={data} />}</QueryState>;
}

function Edit({ record }: { record: RecordView }) {
  const type = useRecordForm(record);
  const save = useSaveRecord(record.id);
  const navigate = useNavigate();
  const here = `/records/${record.id}`;
  if (!record.abilities.canEdit && save.isIdle) return <Navigate to={here} replace />;
  return (
    <QueryState query={type}>
      {(view) => (
        <RecordEditor
          title={t("edit.edit", { title: record.title || t("record.untitled") })}
          tags={<StatusTag status={record.status} text={record.statusText} />}
          notice={
            <>
              <ReturnNotice record={record} />
              <ReopenedNotice record={record} type={view} />
              <Warnings warnings={record.warnings?.filter(({ keyword }) => keyword === "reference")} />
            </>
          }
          type={view}
          data={record.data}
          references={record.references}
          division={record.division.code}
          subject={`record:${record.id}`}
          lockVersion={record.lockVersion}
          canSubmit={record.abilities.canSubmit}
          onlyFields={record.reopenedFields}
          about={{ recordId: record.id }}
          save={(data, submit, lockVersion = record.lockVersion) => save.mutateAsync({ data, submit, lockVersion })}
          onSaved={(_, submitted) => submitted && navigate(here, { replace: true })}
        />
      )}
    </QueryState>
  );
}
