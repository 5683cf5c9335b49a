import type { Obligation } from "../../api/types.ts";

/** What a unit is asked to fill: the subject first, as campaigns of one work differ in little else; then the campaign. */
export function obligationName({ campaignTitle, subject }: Pick<Obligation, "campaignTitle" | "subject">): string {
  return subject && subject.title !== campaignTitle ? `${subject.title} · ${campaignTitle}` : campaignTitle;
}
