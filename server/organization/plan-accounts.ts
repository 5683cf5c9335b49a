import type { DemoAccount, Organization } from "../../engine/definition/meta/organization.gen.ts";
import type { Division } from "./divisions.ts";
import { levels, type PlannedUnit } from "./plan-units.ts";

/** A demo account to be made. */
export interface PlannedAccount {
  login: string;
  name: string;
  unitCode: string;
  roles: string[];
}

/** Digits of a division code that tell divisions of a level apart. */
const digits = { 1: 2, 2: 6, 3: 9, 4: 12 } as const;

function unitsFor(account: DemoAccount, units: readonly PlannedUnit[]): PlannedUnit[] {
  const level = levels[account.level];
  const fitting = units.filter(
    (unit) =>
      unit.kind === account.unitKind &&
      unit.level === level &&
      (!account.unitCode || unit.code === account.unitCode.replaceAll("{code}", unit.divisionCode)),
  );
  if (account.firstPer === "district") {
    const firsts = new Map<string, PlannedUnit>();
    for (const unit of fitting) {
      const district = unit.divisionCode.slice(0, digits[2]);
      if (!firsts.has(district)) firsts.set(district, unit);
    }
    return [...firsts.values()];
  }
  return account.login.includes("{code}") ? fitting : fitting.slice(0, 1);
}

/** The accounts a demo declaration makes: one, or one per division where the login holds `{code}`. */
export function planAccounts(
  organization: Organization,
  units: readonly PlannedUnit[],
  divisions: readonly Division[],
): PlannedAccount[] {
  const names = new Map(divisions.map((division) => [division.code, division.name]));
  return organization.accounts.flatMap((account) =>
    unitsFor(account, units).map((unit) => ({
      login: account.login.replaceAll("{code}", unit.divisionCode.slice(0, digits[unit.level])),
      name: account.name.replaceAll("{division}", names.get(unit.divisionCode) ?? ""),
      unitCode: unit.code,
      roles: account.roles,
    })),
  );
}
