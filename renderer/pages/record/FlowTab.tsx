import { useProcess } from "../../api/hooks/tasks.ts";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { FlowPicture } from "../../flow/FlowPicture.tsx";
import { ProcessHistory } from "../../flow/ProcessHistory.tsx";
import { t } from "../../i18n/index.ts";

/** The record's process as a picture, and its steps in words. */
export function FlowTab({ instanceId }: { instanceId: string | null | undefined }) {
  const process = useProcess(instanceId);
  if (!instanceId) return <EmptyHint text={t("flow.none")} />;
  return (
    <QueryState query={process}>
      {(data) => (
        <>
          <FlowPicture process={data} />
          <ProcessHistory events={data.history} />
        </>
      )}
    </QueryState>
  );
}
