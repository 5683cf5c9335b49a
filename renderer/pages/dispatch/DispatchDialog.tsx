import { App, Button, Modal } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router-dom";
import type { RecordView } from "../../api/types.ts";
import { QueryState } from "../../components/QueryState.tsx";
import { t } from "../../i18n/index.ts";
import "./dispatch.css";
import { DispatchForm } from "./DispatchForm.tsx";
import { DispatchProgress } from "./DispatchProgress.tsx";
import {
  type CampaignRequest,
  type DispatchOptions,
  useCampaignPreview,
  useDispatch,
  useDispatchOptions,
} from "./use-campaigns.ts";

type DialogProps = { record: RecordView; open: boolean; onClose(): void };

/** Chooses periods, units and subjects, shows what would be made, and follows the dispatch to its end. */
export function DispatchDialog({ record, open, onClose }: DialogProps) {
  const navigate = useNavigate();
  const [choice, setChoice] = useState<Partial<CampaignRequest>>({});
  const options = useDispatchOptions(record.id, choice.dueDay);
  const run = useDispatch();
  const toCampaign = (id: string) => {
    onClose();
    navigate(`/campaigns/${id}`);
  };
  return (
    <Modal
      open={open}
      width={720}
      title={t("dispatch.title", { name: record.title })}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={null}
    >
      {run.data ? (
        <DispatchProgress jobId={run.data.jobId} onOpen={() => toCampaign(run.data.campaignId)} />
      ) : (
        <QueryState query={options}>
          {(data) => (
            <Choosing
              options={data}
              request={{ sourceRecordId: record.id, periods: data.periods.map(({ key }) => key), ...choice }}
              run={run}
              onChange={setChoice}
              onClose={onClose}
            />
          )}
        </QueryState>
      )}
    </Modal>
  );
}

type ChoosingProps = {
  options: DispatchOptions;
  request: CampaignRequest;
  run: ReturnType<typeof useDispatch>;
  onChange(request: CampaignRequest): void;
  onClose(): void;
};

function Choosing({ options, request, run, onChange, onClose }: ChoosingProps) {
  const { message } = App.useApp();
  const preview = useCampaignPreview(request);
  const count = preview.data && request.periods.length > 0 ? preview.data.count : 0;
  const start = () => run.mutate(request, { onError: (error) => void message.error(error.message) });
  return (
    <>
      <DispatchForm options={options} preview={preview} request={request} onChange={onChange} />
      <div className="dispatch-footer">
        <Button onClick={onClose}>{t("action.cancel")}</Button>
        <Button
          type="primary"
          disabled={count === 0 || preview.isPlaceholderData || preview.isError}
          loading={run.isPending}
          onClick={start}
        >
          {t("dispatch.confirm", { count })}
        </Button>
      </div>
    </>
  );
}
