import { Button, Input, Space } from "antd";
import { useState } from "react";
import { t } from "../../i18n/index.ts";
import { RepairDialog } from "./RepairDialog.tsx";
import type { Administration, RepairAction } from "./types.ts";

interface Line {
  key: number;
  name: string;
  text: string;
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** The variables that differ from what they were; undefined while a line is wrong. */
function changes(lines: Line[], before: Record<string, unknown>): Record<string, unknown> | undefined {
  const named = lines.filter(({ name }) => name.trim() !== "");
  if (named.some(({ text }) => !isJson(text))) return undefined;
  const set = named.map(({ name, text }) => [name.trim(), JSON.parse(text)] as const);
  return Object.fromEntries(set.filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value)));
}

/** Changes what the flow decides by; with an incident that can be tried again, the retry comes along. */
export function VariablesDialog({
  data,
  retry,
  onClose,
}: {
  data: Administration;
  retry?: string;
  onClose: () => void;
}) {
  const [lines, setLines] = useState<Line[]>(() =>
    Object.entries(data.variables).map(([name, value], key) => ({ key, name, text: JSON.stringify(value) })),
  );
  const set = changes(lines, data.variables);
  const actions: RepairAction[] | undefined =
    set && Object.keys(set).length > 0
      ? [{ type: "variables", set }, ...(retry ? [{ type: "retry" as const, incidentId: retry }] : [])]
      : undefined;
  const change = (key: number, part: Partial<Line>): void =>
    setLines(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  return (
    <RepairDialog data={data} title={t("instance.editVariables")} actions={actions} onClose={onClose}>
      {lines.map(({ key, name, text }) => (
        <Space.Compact key={key} block className="monitor-variable">
          <Input
            value={name}
            aria-label={t("instance.variableName")}
            readOnly={name in data.variables}
            onChange={(event) => change(key, { name: event.target.value })}
          />
          <Input
            value={text}
            aria-label={`${name} ${t("instance.value")}`}
            status={isJson(text) ? undefined : "error"}
            title={isJson(text) ? undefined : t("instance.badValue")}
            onChange={(event) => change(key, { text: event.target.value })}
          />
        </Space.Compact>
      ))}
      {lines.some(({ text }) => !isJson(text)) && <p role="alert">{t("instance.badValue")}</p>}
      <Button type="link" onClick={() => setLines([...lines, { key: lines.length, name: "", text: "null" }])}>
        {t("instance.addVariable")}
      </Button>
    </RepairDialog>
  );
}
