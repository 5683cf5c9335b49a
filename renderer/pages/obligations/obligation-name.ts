import type { Obligation } from "../../api/types.ts";

/** What a unit is asked to fill: the campaign, with the subject where it is not the campaign's own. */
export function obligationName({ campaignTitle, subject }: Pick<Obligation, "campaignTitle" | "subject">): string {
  return subject && subject.title !== campaignTitle ? `${campaignTitle} · ${subject.title}` : campaignTitle;
}
