import { Alert, App, Button } from "antd";
import type { Draft } from "../../api/types.ts";
import { clock } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";

interface Props {
  draft: Draft;
  /** Whether the record was saved by somebody since the draft was begun. */
  stale: boolean;
  onDiscard: () => void;
}

/** Says that what is shown was restored, and lets the reader have the saved content instead. */
export function RestoredNotice({ draft, stale, onDiscard }: Props) {
  const { modal } = App.useApp();
  const discard = () =>
    modal.confirm({
      title: t("edit.discard"),
      content: t("edit.discardConfirm"),
      okButtonProps: { danger: true },
      onOk: onDiscard,
    });
  return (
    <Alert
      className="section"
      type={stale ? "warning" : "info"}
      showIcon
      title={t(stale ? "edit.restoredStale" : "edit.restored", { time: clock(draft.updatedAt) })}
      action={
        <Button size="small" onClick={discard}>
          {t("edit.discard")}
        </Button>
      }
    />
  );
}
