import { divisionRange } from "./division-range.ts";

/** The codes of the divisions that hold a division, itself among them: street, district, city. */
export function divisionsAbove(code: string): string[] {
  return [9, 6, 2].map((digits) => code.slice(0, digits).padEnd(12, "0"));
}

/** Whether people of a division may be asked from another: those of one's own and below, and those on the way up. */
export function isWithinReach(from: string, division: string): boolean {
  const range = divisionRange(from);
  return (division >= range.from && division <= range.to) || divisionsAbove(from).includes(division);
}
