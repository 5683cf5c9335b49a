import { Alert } from "antd";
import { useProcess } from "../../api/hooks/tasks.ts";
import type { RecordView } from "../../api/types.ts";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { FlowPicture } from "../../flow/FlowPicture.tsx";
import { ProcessHistory } from "../../flow/ProcessHistory.tsx";
import { t } from "../../i18n/index.ts";

/** The record's process as a picture, and its steps in words. */
export function FlowTab({ record }: { record: RecordView }) {
  const { instanceId, openTasks } = record;
  const process = useProcess(instanceId);
  if (!instanceId) return <EmptyHint text={t("flow.none")} />;
  return (
    <QueryState query={process}>
      {(data) => (
        <>
          {data.incident && <Alert className="section" type="warning" showIcon title={data.incident} />}
          <FlowPicture process={data} openTasks={openTasks} />
          <ProcessHistory events={data.history} />
        </>
      )}
    </QueryState>
  );
}
