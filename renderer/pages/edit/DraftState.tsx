import dayjs from "dayjs";
import { clock } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import type { DraftStatus } from "./draft-keeper.ts";

const keys = { unsaved: "edit.unsaved", saving: "edit.saving", failed: "edit.saveFailed" } as const;

/** Says whether what was typed is safe. */
export function DraftState({ status }: { status: DraftStatus }) {
  if (status.kind === "clean") return <span className="secondary">{t("edit.shortcuts")}</span>;
  const text =
    status.kind === "saved" ? t("edit.savedAt", { time: clock(dayjs(status.at).toISOString()) }) : t(keys[status.kind]);
  return (
    <span className={status.kind === "failed" ? "danger" : "secondary"} role="status">
      {text}
    </span>
  );
}
