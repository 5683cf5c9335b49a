import { Alert, Button, Space } from "antd";
import { useState } from "react";
import { dateTime } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { AssignDialog } from "./AssignDialog.tsx";
import { MoveDialog } from "./MoveDialog.tsx";
import { RepairDialog } from "./RepairDialog.tsx";
import type { Administration, Remedy } from "./types.ts";
import { VariablesDialog } from "./VariablesDialog.tsx";

type Incident = Administration["incidents"][number];

const words: Record<Exclude<Remedy, "terminate">, Parameters<typeof t>[0]> = {
  retry: "instance.retry",
  assign: "instance.assign",
  variables: "instance.editVariables",
  move: "instance.move",
  resolve: "instance.resolve",
};

interface Doing {
  remedy: Remedy;
  incident: Incident;
}

function Dialog({
  data,
  doing: { remedy, incident },
  onClose,
}: {
  data: Administration;
  doing: Doing;
  onClose: () => void;
}) {
  const task = data.tasks.find(({ nodeId }) => nodeId === incident.nodeId);
  const again = incident.remedies.includes("retry") ? incident.id : undefined;
  if (remedy === "move") return <MoveDialog data={data} onClose={onClose} />;
  if (remedy === "variables") return <VariablesDialog data={data} retry={again} onClose={onClose} />;
  if (remedy === "assign" && task) return <AssignDialog data={data} task={task} onClose={onClose} />;
  if (remedy !== "retry" && remedy !== "resolve") return null;
  const actions = [{ type: remedy, incidentId: incident.id }];
  return <RepairDialog data={data} title={t(words[remedy])} actions={actions} onClose={onClose} />;
}

/** What went wrong with an instance, what it means, and a button for each way to mend it. */
export function IncidentCards({ data }: { data: Administration }) {
  const [doing, setDoing] = useState<Doing>();
  return (
    <>
      {data.incidents.map((incident) => (
        <Alert
          key={incident.id}
          className="section"
          type="error"
          showIcon
          title={`${incident.title}：${incident.nodeName}（${dateTime(incident.at)}）`}
          description={
            <>
              <p>{incident.message}</p>
              <p>{incident.advice}</p>
              <Space wrap>
                {incident.remedies.map(
                  (remedy) =>
                    remedy !== "terminate" && (
                      <Button key={remedy} size="small" onClick={() => setDoing({ remedy, incident })}>
                        {t(words[remedy])}
                      </Button>
                    ),
                )}
              </Space>
            </>
          }
        />
      ))}
      {doing && <Dialog data={data} doing={doing} onClose={() => setDoing(undefined)} />}
    </>
  );
}
