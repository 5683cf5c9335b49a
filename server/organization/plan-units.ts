import type { Organization, UnitTemplate } from "../../engine/definition/meta/organization.gen.ts";
import type { Division } from "./divisions.ts";

/** An org unit to be made. */
export interface PlannedUnit {
  /** Permanent. */
  code: string;
  name: string;
  kind: string;
  level: 1 | 2 | 3 | 4;
  divisionCode: string;
  parentCode: string | null;
}

/** The levels by the names that organization.json uses. */
export const levels = { city: 1, district: 2, street: 3, village: 4 } as const;

/** Units made so far, by division in the order of making: the first of a division is its main one. */
type Made = Map<string, PlannedUnit[]>;

/**
 * The parent is the unit of `parentKind` in the same or the nearest higher division; without one it is the main unit
 * of the same division or, for a main unit, of the nearest higher division.
 */
function parentOf(template: UnitTemplate, division: Division, divisions: Map<string, Division>, made: Made) {
  const wanted = (unit: PlannedUnit): boolean => !template.parentKind || unit.kind === template.parentKind;
  for (let place: Division | undefined = division; place; place = divisions.get(place.parentCode ?? "")) {
    const found = made.get(place.code)?.find(wanted);
    if (found) return found.code;
  }
  return null;
}

/** Which org units the templates make of the divisions, parents before children. */
export function planUnits(organization: Organization, divisions: readonly Division[]): PlannedUnit[] {
  const byCode = new Map(divisions.map((division) => [division.code, division]));
  const made: Made = new Map();
  const planned: PlannedUnit[] = [];
  const ordered = [...organization.units].sort((a, b) => levels[a.level] - levels[b.level]);
  for (const template of ordered) {
    const named = template.divisions && new Set(template.divisions);
    for (const division of divisions) {
      if (division.level !== levels[template.level] || (named && !named.has(division.code))) continue;
      const unit: PlannedUnit = {
        code: (template.code ?? `${template.kind}-{code}`).replaceAll("{code}", division.code),
        name: template.name.replaceAll("{division}", division.name),
        kind: template.kind,
        level: division.level,
        divisionCode: division.code,
        parentCode: parentOf(template, division, byCode, made),
      };
      made.set(division.code, [...(made.get(division.code) ?? []), unit]);
      planned.push(unit);
    }
  }
  return planned;
}
