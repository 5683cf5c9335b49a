/**
 * Reads a number as people write it: full-width digits, thousands separators, spaces. Text that is no number comes back
 * as it is, so that nothing typed is lost and the check can refuse it.
 */
export function parseNumber(text: string): number | string | undefined {
  const plain = text.normalize("NFKC").replace(/[,，\s]/g, "");
  if (plain === "") return undefined;
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : text;
}
