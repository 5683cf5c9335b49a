/** Which units a campaign goes to: named ones, or those of a level, kind and division. */
export interface Addressees {
  unitIds?: number[];
  /** 1 city, 2 district, 3 street, 4 village. */
  level?: number;
  unitKind?: string;
  /** Only units in or below these divisions. */
  divisions?: string[];
}

/** What an officer asks to be dispatched. */
export interface CampaignRequest extends Addressees {
  sourceRecordId: string;
  /** Period keys of one kind: `2026-03`, `2026-Q1`, `2026`, `2026-once`. */
  periods: string[];
  /** Day of the month after the period. */
  dueDay?: number;
  /** One instant for all periods instead. */
  dueAt?: string;
  /** Ids of the subject records; all of them when absent. */
  subjects?: string[];
  title?: string;
}

const levels: Record<string, number> = { city: 1, district: 2, street: 3, village: 4 };

/** The number of a level that was written as a word or a number. */
export function levelNumber(level: string | number | undefined): number | undefined {
  return typeof level === "string" ? levels[level] : level;
}
