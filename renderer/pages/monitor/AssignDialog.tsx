import { useQuery } from "@tanstack/react-query";
import { Form, Select } from "antd";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { t } from "../../i18n/index.ts";
import { RepairDialog } from "./RepairDialog.tsx";
import type { Administration } from "./types.ts";

interface Person {
  id: number;
  name: string;
  unitName: string;
  roles: string[];
}

function usePeople(q: string) {
  return useQuery({
    queryKey: ["people", q],
    queryFn: () => api.get<{ rows: Person[] }>("/people", { q: q || undefined, limit: 20 }),
    placeholderData: (before) => before,
  });
}

interface Props {
  data: Administration;
  task: { id: string; name: string };
  onClose: () => void;
}

/** Puts a task before somebody else. */
export function AssignDialog({ data, task, onClose }: Props) {
  const [q, setQ] = useState("");
  const [accountId, setAccountId] = useState<number>();
  const people = usePeople(q).data?.rows ?? [];
  const actions = accountId === undefined ? undefined : [{ type: "assign" as const, taskId: task.id, accountId }];
  return (
    <RepairDialog
      data={data}
      title={t("instance.assignTitle", { name: task.name })}
      actions={actions}
      onClose={onClose}
    >
      <Form layout="vertical">
        <Form.Item label={t("instance.assignTo")}>
          <Select
            showSearch={{ filterOption: false, onSearch: setQ }}
            aria-label={t("instance.assignTo")}
            placeholder={t("instance.findPerson")}
            value={accountId}
            options={people.map(({ id, name, unitName, roles }) => ({
              value: id,
              label: `${name}（${unitName} ${roles.join("、")}）`,
            }))}
            onChange={setAccountId}
          />
        </Form.Item>
      </Form>
    </RepairDialog>
  );
}
