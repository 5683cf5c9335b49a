import type { UseQueryResult } from "@tanstack/react-query";
import { Checkbox, Form, Input, InputNumber, Select } from "antd";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { date } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import type { CampaignPreview, CampaignRequest, DispatchOptions } from "./use-campaigns.ts";

type PartProps = {
  options: DispatchOptions;
  request: CampaignRequest;
  onChange(request: CampaignRequest): void;
};

/** What to dispatch, to whom, for when. */
export function DispatchForm({ preview, ...props }: PartProps & { preview: UseQueryResult<CampaignPreview, Error> }) {
  const { options, request, onChange } = props;
  return (
    <Form layout="vertical" component="div">
      <Form.Item label={t("dispatch.name")} htmlFor="dispatch-title">
        <Input
          id="dispatch-title"
          maxLength={100}
          value={request.title ?? ""}
          placeholder={preview.data?.title}
          onChange={(event) => onChange({ ...request, title: event.target.value || undefined })}
        />
      </Form.Item>
      {options.periods.length > 1 && <Periods {...props} />}
      <Several
        id="dispatch-units"
        label={t("dispatch.units")}
        all={t("dispatch.allUnits", { count: options.unitCount })}
        options={options.units.map(({ id, name }) => ({ value: id, label: name }))}
        value={request.unitIds}
        onChange={(unitIds) => onChange({ ...request, unitIds })}
      />
      {options.subjects.length > 1 && (
        <Several
          id="dispatch-subjects"
          label={t("dispatch.subjects")}
          all={t("dispatch.allSubjects", { count: options.subjects.length })}
          options={options.subjects.map(({ id, title }) => ({ value: id, label: title }))}
          value={request.subjects}
          onChange={(subjects) => onChange({ ...request, subjects })}
        />
      )}
      <Form.Item label={t("dispatch.dueDay")} htmlFor="dispatch-due">
        <InputNumber
          id="dispatch-due"
          min={1}
          max={31}
          value={request.dueDay ?? options.dueDay}
          onChange={(dueDay) => onChange({ ...request, dueDay: dueDay ?? undefined })}
        />
      </Form.Item>
      {preview.error ? <ErrorNotice error={preview.error} /> : <Summary {...props} preview={preview.data} />}
    </Form>
  );
}

function Periods({ options, request, onChange }: PartProps) {
  const all = options.periods.map(({ key }) => key);
  const chosen = request.periods;
  return (
    <Form.Item label={t("dispatch.periods")}>
      <Checkbox
        checked={chosen.length === all.length}
        indeterminate={chosen.length > 0 && chosen.length < all.length}
        onChange={(event) => onChange({ ...request, periods: event.target.checked ? all : [] })}
      >
        {t("dispatch.allPeriods")}
      </Checkbox>
      <Checkbox.Group
        className="dispatch-periods"
        value={chosen}
        options={options.periods.map(({ key, title }) => ({ value: key, label: title }))}
        onChange={(periods) => onChange({ ...request, periods: all.filter((key) => periods.includes(key)) })}
      />
    </Form.Item>
  );
}

type SeveralProps<Value> = {
  id: string;
  label: string;
  /** Says that an empty choice means all. */
  all: string;
  options: { value: Value; label: string }[];
  value: Value[] | undefined;
  onChange(value: Value[] | undefined): void;
};

function Several<Value extends string | number>({ id, label, all, options, value, onChange }: SeveralProps<Value>) {
  return (
    <Form.Item label={label} htmlFor={id}>
      <Select<Value[]>
        id={id}
        mode="multiple"
        allowClear
        maxTagCount="responsive"
        placeholder={all}
        showSearch={{ optionFilterProp: "label" }}
        value={value ?? []}
        options={options}
        onChange={(chosen) => onChange(chosen.length > 0 ? chosen : undefined)}
      />
    </Form.Item>
  );
}

type SummaryProps = Omit<PartProps, "onChange"> & { preview: CampaignPreview | undefined };

function Summary({ options, request, preview }: SummaryProps) {
  if (request.periods.length === 0) return <p role="status">{t("dispatch.choosePeriod")}</p>;
  if (!preview) return null;
  const [first, last] = [preview.periods[0], preview.periods.at(-1)];
  const form = options.form.own ? t("dispatch.ownForm", { number: options.form.number }) : t("dispatch.commonForm");
  const { units, count } = preview;
  const figures = { units, periods: preview.periods.length, subjects: preview.subjects.length, count, form };
  return (
    <div className="dispatch-summary" role="status">
      <p>{t("dispatch.summary", figures)}</p>
      {preview.leftOut && <p>{preview.leftOut}。</p>}
      {first && last && <p>{t("dispatch.due", { first: date(first.dueAt), last: date(last.dueAt) })}</p>}
    </div>
  );
}
