import type { Obligation } from "../../api/types.ts";
import { t } from "../../i18n/index.ts";

/** What a unit is asked to fill: the campaign's title, with the subject where there are several. */
export function obligationName({ title, campaignTitle, recordTypeTitle, subjectTitle }: Obligation): string {
  const name = title ?? campaignTitle ?? recordTypeTitle ?? t("record.untitled");
  return subjectTitle && !name.includes(subjectTitle) ? `${name} · ${subjectTitle}` : name;
}
