import { Navigate, useParams } from "react-router-dom";
import { useOpenObligation } from "../../api/hooks/obligations.ts";
import { QueryState } from "../../components/QueryState.tsx";
import { NewRecord } from "./NewRecord.tsx";

/** Fills what the unit owes: goes on with the record there is, or begins one with what is known already. */
export default function FillObligationPage() {
  const { id = "" } = useParams();
  const opened = useOpenObligation(id);
  return (
    <QueryState query={opened}>
      {({ recordId, recordType, definitionKey, prefill, references }) =>
        recordId ? (
          <Navigate to={`/records/${recordId}/edit`} replace />
        ) : (
          <NewRecord
            recordType={recordType}
            definitionKey={definitionKey}
            obligationId={id}
            prefill={prefill ?? {}}
            references={references}
            scope={id}
          />
        )
      }
    </QueryState>
  );
}
