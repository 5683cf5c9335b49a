import dayjs from "dayjs";
import { clock } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import type { DraftStatus } from "./draft-keeper.ts";

const keys = { unsaved: "edit.unsaved", saving: "edit.saving", failed: "edit.saveFailed" } as const;

/** Says whether what was typed is safe; `hint` is what to say while nothing was. */
export function DraftState({ status, hint }: { status: DraftStatus; hint?: string }) {
  if (status.kind === "clean") return hint ? <span className="secondary">{hint}</span> : null;
  const text =
    status.kind === "saved" ? t("edit.savedAt", { time: clock(dayjs(status.at).toISOString()) }) : t(keys[status.kind]);
  return (
    <span className={status.kind === "failed" ? "danger" : "secondary"} role="status">
      {text}
    </span>
  );
}
