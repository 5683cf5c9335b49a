import { useMemo } from "react";
import { formServices } from "../../api/form-services.ts";
import type { RecordTypeView, RecordView as Shown } from "../../api/types.ts";
import { RecordView, type RecordViewProps } from "../../form/index.ts";

interface Props {
  record: Shown;
  type: RecordTypeView;
  fieldRights?: RecordViewProps["fieldRights"];
}

/** What a record says, with its own form. */
export function ContentTab({ record, type, fieldRights }: Props) {
  const services = useMemo(() => formServices(record.references), [record.references]);
  return (
    <RecordView
      schema={type.schema}
      uiSchema={type.uiSchema}
      data={record.data}
      fieldRights={fieldRights}
      formContext={services}
    />
  );
}
