import { Alert, App, Button, DatePicker, Form, Input, Modal, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useAddSubstitution, useEndSubstitution, useSubstitutions } from "../api/hooks/operations.ts";
import type { Substitution } from "../api/operation-types.ts";
import { PeoplePicker } from "../components/PeoplePicker.tsx";
import { QueryState } from "../components/QueryState.tsx";
import { t } from "../i18n/index.ts";

interface Fields {
  people: number[];
  days: [Dayjs, Dayjs];
  processes?: string[];
  reason?: string;
}

const iso = (day: Dayjs): string => day.format("YYYY-MM-DD");

function Line({ row }: { row: Substitution }) {
  const end = useEndSubstitution();
  const over = row.endedAt !== null || row.endsOn < iso(dayjs());
  const { principal, substitute, startsOn: from, endsOn: to } = row;
  return (
    <li>
      <span>{t("substitute.line", { principal: principal.name, substitute: substitute.name, from, to })}</span>
      {over ? (
        <span className="secondary">{t("substitute.ended")}</span>
      ) : (
        <Button size="small" loading={end.isPending} onClick={() => end.mutate(row.id)}>
          {t("substitute.end")}
        </Button>
      )}
    </li>
  );
}

function Rows({ rows }: { rows: Substitution[] }) {
  if (rows.length === 0) return <p className="secondary">{t("substitute.none")}</p>;
  return (
    <ul className="substitutions">
      {rows.map((row) => (
        <Line key={row.id} row={row} />
      ))}
    </ul>
  );
}

function NewSubstitution({ processes }: { processes: { key: string; title: string }[] }) {
  const [form] = Form.useForm<Fields>();
  const add = useAddSubstitution();
  const { message } = App.useApp();
  const send = async ({ people, days, processes: chosen, reason }: Fields) => {
    const [substituteId] = people;
    if (substituteId === undefined) return;
    const range = { startsOn: iso(days[0]), endsOn: iso(days[1]) };
    const given = { substituteId, ...range, ...(chosen?.length && { processes: chosen }), ...(reason && { reason }) };
    await add.mutateAsync(given);
    message.success(t("substitute.added"));
    form.resetFields();
  };
  return (
    <Form form={form} layout="vertical" onFinish={(fields) => send(fields).catch(() => undefined)}>
      {add.error && <Alert type="error" showIcon title={add.error.message} className="dialog-alert" />}
      <Form.Item
        name="people"
        label={t("substitute.who")}
        rules={[{ required: true, message: t("operation.peopleRequired") }]}
      >
        <PeoplePicker single />
      </Form.Item>
      <Form.Item
        name="days"
        label={t("substitute.days")}
        rules={[{ required: true, message: t("substitute.daysRequired") }]}
      >
        <DatePicker.RangePicker className="people-picker" />
      </Form.Item>
      <Form.Item name="processes" label={t("substitute.processes")}>
        <Select
          mode="multiple"
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          placeholder={t("substitute.allProcesses")}
          options={processes.map(({ key, title }) => ({ value: key, label: title }))}
        />
      </Form.Item>
      <Form.Item name="reason" label={t("substitute.reason")}>
        <Input maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={add.isPending}>
        {t("substitute.add")}
      </Button>
    </Form>
  );
}

/** Who stands in for the reader, for whom the reader stands in, and a new one. */
export function SubstitutionDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const substitutions = useSubstitutions(open);
  return (
    <Modal open={open} title={t("substitute.menu")} width={560} footer={null} onCancel={onClose} destroyOnHidden>
      <p className="secondary">{t("substitute.lead")}</p>
      <QueryState query={substitutions}>
        {({ rows, processes }) => (
          <>
            <Rows rows={rows} />
            <NewSubstitution processes={processes} />
          </>
        )}
      </QueryState>
    </Modal>
  );
}
