/** Who asks: an account as it stands at its org unit. */
export interface Subject {
  accountId: number;
  orgUnitId: number;
  /** 12 digits. */
  divisionCode: string;
  /** 1 city, 2 district, 3 street, 4 village. */
  level: 1 | 2 | 3 | 4;
  unitKind: string;
  roles: string[];
  permissions: string[];
  seesOnly: "division" | "unit";
}

/** One row's values by field name: `$unit`, `$division`, `$createdBy` and whatever fields the rules' conditions name. */
export type RowFacts = Readonly<Record<string, unknown>>;
