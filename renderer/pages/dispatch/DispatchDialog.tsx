import { App, Button, Checkbox, Form, Input, InputNumber, Modal, Result, Select, Spin } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import type { RecordView } from "../../api/types.ts";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { date } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { DispatchProgress } from "./DispatchProgress.tsx";
import { type CampaignPreview, type CampaignRequest, useCampaignPreview, useDispatch } from "./use-campaigns.ts";

type DialogProps = { record: RecordView; open: boolean; onClose(): void };

/** Chooses periods, units and subjects, shows what would be made, and follows the dispatch to its end. */
export function DispatchDialog({ record, open, onClose }: DialogProps) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [request, setRequest] = useState<CampaignRequest>({ sourceRecordId: record.id });
  const preview = useCampaignPreview(request, open);
  const run = useDispatch();
  const start = () => run.mutate(request, { onError: (error) => void message.error(error.message) });
  const toCampaign = (id: string) => {
    onClose();
    navigate(`/campaigns/${id}`);
  };
  const ready = preview.data && preview.data.count > 0 && !preview.isPlaceholderData;
  return (
    <Modal
      open={open}
      width={720}
      title={t("dispatch.title", { name: record.title })}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        run.data ? null : (
          <>
            <Button onClick={onClose}>{t("action.cancel")}</Button>
            <Button type="primary" disabled={!ready} loading={run.isPending} onClick={start}>
              {t("dispatch.confirm", { count: preview.data?.count ?? 0 })}
            </Button>
          </>
        )
      }
    >
      {run.data ? (
        <DispatchProgress jobId={run.data.jobId} onOpen={() => toCampaign(run.data.campaignId)} />
      ) : (
        <DispatchForm preview={preview.data} error={preview.error} request={request} onChange={setRequest} />
      )}
    </Modal>
  );
}

type FormProps = {
  preview: CampaignPreview | undefined;
  error: Error | null;
  request: CampaignRequest;
  onChange(request: CampaignRequest): void;
};

function DispatchForm({ preview, error, request, onChange }: FormProps) {
  if (error) return <ErrorNotice error={error} />;
  if (!preview) return <Spin />;
  if (preview.allSubjects.length === 0) {
    return <Result status="info" title={t("dispatch.noSubjects")} subTitle={t("dispatch.noSubjectsHint")} />;
  }
  return (
    <Form layout="vertical" component="div">
      <Form.Item label={t("dispatch.name")} htmlFor="dispatch-title">
        <Input
          id="dispatch-title"
          maxLength={100}
          value={request.title ?? preview.title}
          onChange={(event) => onChange({ ...request, title: event.target.value })}
        />
      </Form.Item>
      <Periods preview={preview} request={request} onChange={onChange} />
      <Units preview={preview} request={request} onChange={onChange} />
      <Subjects preview={preview} request={request} onChange={onChange} />
      <Form.Item label={t("dispatch.dueDay")} htmlFor="dispatch-due">
        <InputNumber
          id="dispatch-due"
          min={1}
          max={31}
          value={request.dueDay ?? preview.dueDay}
          onChange={(dueDay) => onChange({ ...request, dueDay: dueDay ?? undefined })}
        />
      </Form.Item>
      <Summary preview={preview} request={request} />
    </Form>
  );
}

type PartProps = Omit<FormProps, "preview" | "error"> & { preview: CampaignPreview };

function Periods({ preview, request, onChange }: PartProps) {
  const all = preview.allPeriods.map(({ key }) => key);
  const chosen = request.periods ?? all;
  return (
    <Form.Item label={t("dispatch.periods")}>
      <Checkbox
        checked={chosen.length === all.length}
        indeterminate={chosen.length > 0 && chosen.length < all.length}
        onChange={(event) => onChange({ ...request, periods: event.target.checked ? undefined : [] })}
      >
        {t("dispatch.allPeriods")}
      </Checkbox>
      <Checkbox.Group
        className="dispatch-periods"
        value={chosen}
        options={preview.allPeriods.map(({ key, title }) => ({ value: key, label: title }))}
        onChange={(periods) => onChange({ ...request, periods: all.filter((key) => periods.includes(key)) })}
      />
    </Form.Item>
  );
}

function Units({ preview, request, onChange }: PartProps) {
  return (
    <Form.Item label={t("dispatch.units")} htmlFor="dispatch-units">
      <Select
        id="dispatch-units"
        mode="multiple"
        allowClear
        maxTagCount="responsive"
        placeholder={t("dispatch.allUnits", { count: preview.allUnits.length })}
        showSearch={{ optionFilterProp: "label" }}
        value={request.unitIds ?? []}
        options={preview.allUnits.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(unitIds) => onChange({ ...request, unitIds: unitIds.length > 0 ? unitIds : undefined })}
      />
    </Form.Item>
  );
}

function Subjects({ preview, request, onChange }: PartProps) {
  if (preview.allSubjects.length === 1) return null;
  return (
    <Form.Item label={t("dispatch.subjects")} htmlFor="dispatch-subjects">
      <Select
        id="dispatch-subjects"
        mode="multiple"
        allowClear
        placeholder={t("dispatch.allSubjects", { count: preview.allSubjects.length })}
        showSearch={{ optionFilterProp: "label" }}
        value={request.subjects ?? []}
        options={preview.allSubjects.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(subjects) => onChange({ ...request, subjects: subjects.length > 0 ? subjects : undefined })}
      />
    </Form.Item>
  );
}

function Summary({ preview, request }: { preview: CampaignPreview; request: CampaignRequest }) {
  const periods = preview.allPeriods.filter(({ key }) => !request.periods || request.periods.includes(key));
  const last = periods.at(-1);
  const params = {
    units: request.unitIds?.length ?? preview.allUnits.length,
    periods: periods.length,
    subjects: request.subjects?.length ?? preview.allSubjects.length,
    count: preview.count,
    form: preview.form ? t("dispatch.ownForm", { number: preview.form.number }) : t("dispatch.commonForm"),
  };
  return (
    <div className="dispatch-summary" role="status">
      <p>{t("dispatch.summary", params)}</p>
      {preview.existing > 0 && <p>{t("dispatch.existing", { count: preview.existing })}</p>}
      {periods[0] && last && <p>{t("dispatch.due", { first: date(periods[0].dueAt), last: date(last.dueAt) })}</p>}
    </div>
  );
}
