const provinceCodes = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split(" "),
);

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] as number);
}

/** Whether the text is a mainland resident identity number (GB 11643: 17 digits, date of birth, ISO 7064 MOD 11-2). */
export function isIdCard(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text) || !provinceCodes.has(text.slice(0, 2))) return false;
  if (!isDate(Number(text.slice(6, 10)), Number(text.slice(10, 12)), Number(text.slice(12, 14)))) return false;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return "10X98765432"[sum % 11] === (text[17] as string).toUpperCase();
}

const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** Whether the text is a unified social credit code (GB 32100: 18 characters without I O S V Z, check modulo 31). */
export function isCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{10}$/.test(text)) return false;
  let sum = 0;
  for (let at = 0, weight = 1; at < 17; at += 1, weight = (weight * 3) % 31) {
    sum += creditAlphabet.indexOf(text[at] as string) * weight;
  }
  return creditAlphabet[(31 - (sum % 31)) % 31] === text[17];
}

/** Whether the text is a mobile number, a landline with area code (and extension), or a 400/800/5-digit service number. */
export function isPhone(text: string): boolean {
  return /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?|[48]00-?\d{3}-?\d{4}|1\d{4}|[2-9]\d{6,7})$/.test(text);
}

/** Whether the text is a month written YYYY-MM. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** Whether the text is a year written YYYY. */
function isYear(text: string): boolean {
  return /^\d{4}$/.test(text);
}

/** The formats of our own, by their name in a schema. */
export const ownFormats: Record<string, (text: string) => boolean> = {
  idCard: isIdCard,
  creditCode: isCreditCode,
  phone: isPhone,
  month: isMonth,
  year: isYear,
};

/** The standard formats that may be used beside ours. */
export const standardFormats = ["date", "time", "date-time", "email", "uri", "uuid"] as const;
