import {
  Alert,
  App,
  Button,
  Card,
  DatePicker,
  Form,
  Input,
  Radio,
  Select,
  Table,
  type TableColumnsType,
  Tag,
} from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { type CalendarDay, useCalendar, useSaveCalendarDay } from "../../api/hooks/operations.ts";
import { QueryState } from "../../components/QueryState.tsx";
import { t } from "../../i18n/index.ts";

function useColumns(): TableColumnsType<CalendarDay> {
  const save = useSaveCalendarDay();
  return [
    { title: t("calendar.day"), dataIndex: "day", className: "figures", width: 130 },
    { title: t("calendar.weekday"), key: "weekday", width: 90, render: (_, { day }) => dayjs(day).format("dddd") },
    {
      title: t("calendar.kind"),
      key: "kind",
      width: 100,
      render: (_, { working }) => (
        <Tag className={`tone tone-${working ? "info" : "success"}`}>
          {t(working ? "calendar.working" : "calendar.free")}
        </Tag>
      ),
    },
    {
      title: t("calendar.source"),
      key: "source",
      width: 120,
      render: (_, { own }) =>
        own ? <strong>{t("calendar.own")}</strong> : <span className="secondary">{t("calendar.official")}</span>,
    },
    { title: t("calendar.note"), dataIndex: "note" },
    {
      key: "action",
      width: 150,
      align: "right",
      render: (_, { day, own }) =>
        own && (
          <Button
            size="small"
            type="link"
            loading={save.isPending && save.variables?.day === day}
            onClick={() => save.mutate({ day, working: null })}
          >
            {t("calendar.restore")}
          </Button>
        ),
    },
  ];
}

function NewDay() {
  const [form] = Form.useForm<{ day: Dayjs; working: boolean; note?: string }>();
  const save = useSaveCalendarDay();
  const { message } = App.useApp();
  const send = async ({ day, working, note }: { day: Dayjs; working: boolean; note?: string }) => {
    await save.mutateAsync({ day: day.format("YYYY-MM-DD"), working, note: note ?? "" });
    message.success(t("calendar.saved"));
    form.resetFields();
  };
  return (
    <>
      {save.error && <Alert type="error" showIcon title={save.error.message} className="dialog-alert" />}
      <Form
        form={form}
        layout="inline"
        initialValues={{ working: false }}
        onFinish={(fields) => send(fields).catch(() => undefined)}
      >
        <Form.Item
          name="day"
          label={t("calendar.day")}
          rules={[{ required: true, message: t("calendar.dayRequired") }]}
        >
          {/* Enter picks the day; it does not send the form yet. */}
          <DatePicker onKeyDown={(event) => event.key === "Enter" && event.preventDefault()} />
        </Form.Item>
        <Form.Item name="working" label={t("calendar.kind")}>
          <Radio.Group
            options={[
              { value: false, label: t("calendar.free") },
              { value: true, label: t("calendar.working") },
            ]}
          />
        </Form.Item>
        <Form.Item name="note" label={t("calendar.note")}>
          <Input maxLength={100} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t("calendar.save")}
        </Button>
      </Form>
    </>
  );
}

/** Working days: the official calendar with 调休, and the days the city sets itself. */
export function CalendarTab() {
  const [year, setYear] = useState(dayjs().year());
  const calendar = useCalendar(year);
  const columns = useColumns();
  const years = [-1, 0, 1].map((n) => dayjs().year() + n);
  return (
    <Card
      className="section"
      title={t("calendar.title")}
      extra={
        <Select
          aria-label={t("calendar.year")}
          value={year}
          options={years.map((value) => ({ value, label: t("calendar.ofYear", { year: value }) }))}
          onChange={setYear}
        />
      }
    >
      <p className="secondary calendar-lead">{t("calendar.lead")}</p>
      <NewDay />
      <QueryState query={calendar}>
        {({ days }) => (
          <Table
            className="calendar-days"
            rowKey="day"
            size="small"
            columns={columns}
            dataSource={days}
            pagination={false}
            scroll={{ x: 640 }}
          />
        )}
      </QueryState>
    </Card>
  );
}
