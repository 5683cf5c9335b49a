import { useMutation } from "@tanstack/react-query";
import { Button, Form, Select, Space } from "antd";
import { useState } from "react";
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
import type { MonitoredDefinition } from "./types.ts";
import { useChoices, useProcesses } from "./use-monitor.ts";

interface Request {
  definitionKey: string;
  processKey: string;
  fromVersionId?: number;
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

function Planner({ definition }: { definition: MonitoredDefinition }) {
  const [fromVersionId, setFrom] = useState<number | undefined>(
    definition.versions.find(({ state }) => state !== "published")?.id,
  );
  const [toVersionId, setTo] = useState(definition.versionId);
  const [processKey, setProcess] = useState(definition.processes[0]?.key ?? "");
  const [mapping, setMapping] = useState<Record<string, string>>({});
  const [shown, setShown] = useState<{ id: string; jobId: string }>();
  const [asking, setAsking] = useState(false);
  const choices = useChoices({ fromVersionId, toVersionId, processKey });
  const start = useStart((started) => {
    setShown(started);
    setAsking(false);
  });
  const proposed = Object.fromEntries(
    (choices.data ?? []).flatMap(({ nodeId, target, tokens }) =>
      tokens > 0 && target && target !== nodeId ? [[nodeId, target]] : [],
    ),
  );
  const run = (dryRun: boolean, reason?: string): void =>
    start.mutate({
      ...{ definitionKey: definition.key, processKey, toVersionId, dryRun, mapping: { ...proposed, ...mapping } },
      ...(fromVersionId !== undefined && { fromVersionId }),
      ...(reason && { reason }),
    });
  const options = versionOptions(definition);
  return (
    <>
      <p className="secondary">{t("migration.lead")}</p>
      <Form layout="inline" className="section">
        {definition.processes.length > 1 && (
          <Form.Item label={t("migration.process")}>
            <Select
              value={processKey}
              options={definition.processes.map(({ key }) => ({ value: key, label: key }))}
              onChange={setProcess}
            />
          </Form.Item>
        )}
        <Form.Item label={t("migration.from")}>
          <Select
            allowClear
            className="monitor-version"
            aria-label={t("migration.from")}
            placeholder={t("migration.fromAll")}
            value={fromVersionId}
            options={options.filter(({ value }) => value !== toVersionId)}
            onChange={setFrom}
          />
        </Form.Item>
        <Form.Item label={t("migration.to")}>
          <Select
            className="monitor-version"
            aria-label={t("migration.to")}
            value={toVersionId}
            options={options}
            onChange={setTo}
          />
        </Form.Item>
        <Space>
          <Button loading={start.isPending} onClick={() => run(true)}>
            {t("migration.try")}
          </Button>
          <Button type="primary" onClick={() => setAsking(true)}>
            {t("migration.execute")}
          </Button>
        </Space>
      </Form>
      {start.error && !asking && <ErrorNotice error={start.error} />}
      {fromVersionId !== undefined && (
        <MappingTable
          choices={choices.data ?? []}
          mapping={{ ...proposed, ...mapping }}
          onChange={(nodeId, target) => setMapping({ ...mapping, [nodeId]: target })}
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
