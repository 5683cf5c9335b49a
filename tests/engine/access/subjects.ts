import type { Subject } from "../../../engine/access/index.ts";

/** A filler of the district bureau of 东城区, with what a test needs changed. */
export const subject = (change: Partial<Subject> = {}): Subject => ({
  accountId: 7,
  orgUnitId: 21,
  divisionCode: "110101000000",
  level: 2,
  unitKind: "bureau",
  roles: ["filler"],
  permissions: [],
  seesOnly: "division",
  ...change,
});
