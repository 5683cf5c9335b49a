import { isDeepStrictEqual } from "node:util";
import type { Standing } from "../../support/prying.ts";
import type { Property } from "./prying.ts";

/** Where a record is: with its filler, at a step of its process, or through. */
export const placeOf = ({ tasks }: Standing): string => tasks?.find(({ state }) => state === "open")?.node ?? "through";

const contentOf = ({ revisions, cancelled_at }: Standing): unknown => [revisions.map(({ data }) => data), cancelled_at];

const reviewers = ["system-office", "project-team"];

/** Who may decide about it where it stands. */
export function mayMove(login: string, place: string, { district, recordType, dispatched }: Property): boolean {
  const clerk = login === `${district}-filler`;
  if (place === "fill") return dispatched ? login === "city-officer" : clerk;
  if (place === "rectify") return clerk || login === "city-officer";
  if (reviewers.includes(login)) return true;
  // A rating's filler may take it back before anybody has acted; what was reported as unresolved stays with the city.
  return recordType === "unresolved-case/case" ? login === "city-officer" : clerk && !dispatched;
}

/** What an account did to a record that it may not do; null when nothing. */
export function wrongChange(properties: Property[], login: string, was: Standing, is: Standing): string | null {
  if (isDeepStrictEqual(was, is)) return null;
  const one = properties.find(({ id }) => id === was.id) as Property;
  const place = placeOf(was);
  const what = `${one.recordType} of ${one.district} at ${one.history ? "history" : place}`;
  if (one.history || place === "through") return `changed ${what}`;
  if (!mayMove(login, place, one)) return `acted on ${what}`;
  const edits = place === "fill" || (place === "rectify" && login === `${one.district}-filler`);
  return edits || isDeepStrictEqual(contentOf(was), contentOf(is)) ? null : `edited ${what}`;
}
