import { useMutation } from "@tanstack/react-query";
import { Button, Form, Select, Space } from "antd";
import { type ReactNode, useState } from "react";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { ReasonDialog } from "../../components/ReasonDialog.tsx";
import { t } from "../../i18n/index.ts";
import { useFilter } from "./filter.ts";
import { MappingTable } from "./MappingTable.tsx";
import { MigrationResult } from "./MigrationResult.tsx";
import { PastMigrations } from "./PastMigrations.tsx";
import type { MonitoredDefinition, NodeChoice } from "./types.ts";
import { useChoices, useProcesses } from "./use-monitor.ts";

interface Request {
  definitionKey: string;
  processKey: string;
  fromVersionId: number | undefined;
  toVersionId: number;
  mapping: Record<string, string>;
  dryRun: boolean;
  reason?: string;
}

function useStart(onStarted: (started: { id: string; jobId: string }) => void) {
  return useMutation({
    mutationFn: (request: Request) => api.post<{ id: string; jobId: string }>("/process-migrations", request),
    onSuccess: (started) => {
      onStarted(started);
      void queryClient.invalidateQueries({ queryKey: ["migrations"] });
    },
  });
}

/** Chooses versions and nodes, tries, and moves. */
export function MigrationsTab() {
  const { filter } = useFilter();
  const definition = useProcesses().data?.find(({ key }) => key === filter.definition);
  if (!definition) return <EmptyHint text={t("migration.choose")} />;
  return <Planner key={definition.key} definition={definition} />;
}

function versionOptions({ versions }: MonitoredDefinition) {
  return versions.map(({ id, number, state }) => ({
    value: id,
    label: t("monitor.versionNumber", { number }) + (state === "published" ? t("monitor.live") : ""),
  }));
}

type Versions = { fromVersionId: number | undefined; toVersionId: number; processKey: string };

interface ChoiceProps {
  definition: MonitoredDefinition;
  value: Versions;
  onChange: (part: Partial<Versions>) => void;
  children: ReactNode;
}

/** From which version to which, and the buttons behind. */
function VersionChoice({ definition, value, onChange, children }: ChoiceProps) {
  const options = versionOptions(definition);
  const keys = definition.processes.map(({ key }) => ({ value: key, label: key }));
  return (
    <Form layout="inline" className="section">
      {keys.length > 1 && (
        <Form.Item label={t("migration.process")}>
          <Select value={value.processKey} options={keys} onChange={(processKey: string) => onChange({ processKey })} />
        </Form.Item>
      )}
      <Form.Item label={t("migration.from")}>
        <Select
          allowClear
          className="monitor-version"
          aria-label={t("migration.from")}
          placeholder={t("migration.fromAll")}
          value={value.fromVersionId}
          options={options.filter((each) => each.value !== value.toVersionId)}
          onChange={(fromVersionId?: number) => onChange({ fromVersionId })}
        />
      </Form.Item>
      <Form.Item label={t("migration.to")}>
        <Select
          className="monitor-version"
          aria-label={t("migration.to")}
          value={value.toVersionId}
          options={options}
          onChange={(toVersionId: number) => onChange({ toVersionId })}
        />
      </Form.Item>
      <Space>{children}</Space>
    </Form>
  );
}

function firstChoice({ versions, versionId, processes }: MonitoredDefinition): Versions {
  const old = versions.find(({ state }) => state !== "published");
  return { fromVersionId: old?.id, toVersionId: versionId, processKey: processes[0]?.key ?? "" };
}

/** What goes where unless somebody says otherwise, of the nodes where instances are. */
function proposedOf(choices: readonly NodeChoice[]): Record<string, string> {
  const moved = choices.filter(({ nodeId, target, tokens }) => tokens > 0 && target && target !== nodeId);
  return Object.fromEntries(moved.map(({ nodeId, target }) => [nodeId, target as string]));
}

function Planner({ definition }: { definition: MonitoredDefinition }) {
  const [versions, setVersions] = useState(() => firstChoice(definition));
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const [shown, setShown] = useState<{ id: string; jobId: string }>();
  const [asking, setAsking] = useState(false);
  const choices = useChoices(versions).data ?? [];
  const mapping = { ...proposedOf(choices), ...chosen };
  const start = useStart((started) => {
    setShown(started);
    setAsking(false);
  });
  const run = (dryRun: boolean, reason?: string): void =>
    start.mutate({ definitionKey: definition.key, ...versions, dryRun, mapping, ...(reason && { reason }) });
  return (
    <>
      <p className="secondary">{t("migration.lead")}</p>
      <VersionChoice
        definition={definition}
        value={versions}
        onChange={(part) => setVersions({ ...versions, ...part })}
      >
        <Button loading={start.isPending} onClick={() => run(true)}>
          {t("migration.try")}
        </Button>
        <Button type="primary" onClick={() => setAsking(true)}>
          {t("migration.execute")}
        </Button>
      </VersionChoice>
      {start.error && !asking && <ErrorNotice error={start.error} />}
      {versions.fromVersionId !== undefined && (
        <MappingTable
          choices={choices}
          mapping={mapping}
          onChange={(nodeId, target) => setChosen({ ...chosen, [nodeId]: target })}
        />
      )}
      {shown && <MigrationResult key={shown.id} {...shown} />}
      <PastMigrations definition={definition.key} onShow={setShown} />
      <ReasonDialog
        open={asking}
        title={t("migration.execute")}
        label={t("instance.reason")}
        required={t("instance.reasonRequired")}
        busy={start.isPending}
        error={start.error}
        onConfirm={(reason) => run(false, reason)}
        onClose={() => setAsking(false)}
      >
        <p>{t("migration.executeHint")}</p>
      </ReasonDialog>
    </>
  );
}
