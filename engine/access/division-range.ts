// Digits of a 12-digit division code that say where it lies, by level: province or city here 2, district 6, street 9.
const levels = [
  { digits: 2, zeros: "0000000000" },
  { digits: 6, zeros: "000000" },
  { digits: 9, zeros: "000" },
] as const;

/** The codes of a division and everything below it, both ends included. */
export function divisionRange(code: string): { from: string; to: string } {
  for (const { digits, zeros } of levels) {
    if (code.endsWith(zeros)) {
      const prefix = code.slice(0, digits);
      return { from: prefix.padEnd(12, "0"), to: prefix.padEnd(12, "9") };
    }
  }
  return { from: code, to: code };
}
