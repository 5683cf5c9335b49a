import { Tag } from "antd";
import type { RecordStatus } from "../api/types.ts";
import { t } from "../i18n/index.ts";

const tones: Record<RecordStatus, string> = {
  draft: "neutral",
  inReview: "info",
  returned: "danger",
  inForce: "success",
  cancelled: "muted",
};

/** Where a record stands, in colour and words. */
export function StatusTag({ status, text }: { status: RecordStatus; text?: string }) {
  return <Tag className={`tone tone-${tones[status]}`}>{text ?? t(`status.${status}`)}</Tag>;
}
