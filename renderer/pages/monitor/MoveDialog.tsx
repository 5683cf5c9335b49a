import { Form, Select } from "antd";
import { useState } from "react";
import { t } from "../../i18n/index.ts";
import { RepairDialog } from "./RepairDialog.tsx";
import type { Administration } from "./types.ts";

/** Takes tokens away and puts one at another node, after showing what that means. */
export function MoveDialog({ data, onClose }: { data: Administration; onClose: () => void }) {
  const [from, setFrom] = useState<string[]>([]);
  const [to, setTo] = useState<string>();
  const actions = to ? [{ type: "move" as const, to, ...(from.length > 0 && { from }) }] : undefined;
  return (
    <RepairDialog data={data} title={t("instance.move")} actions={actions} onClose={onClose}>
      <Form layout="vertical">
        {data.tokens.length > 1 && (
          <Form.Item label={t("instance.moveFrom")}>
            <Select
              mode="multiple"
              aria-label={t("instance.moveFrom")}
              placeholder={t("instance.moveAll")}
              value={from}
              options={data.tokens.map(({ id, nodeName }) => ({ value: id, label: nodeName }))}
              onChange={setFrom}
            />
          </Form.Item>
        )}
        <Form.Item label={t("instance.moveTo")}>
          <Select
            showSearch={{ optionFilterProp: "label" }}
            aria-label={t("instance.moveTo")}
            value={to}
            options={data.targets.map(({ nodeId, nodeName }) => ({ value: nodeId, label: nodeName }))}
            onChange={setTo}
          />
        </Form.Item>
      </Form>
    </RepairDialog>
  );
}
