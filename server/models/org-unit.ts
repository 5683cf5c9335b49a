import { Model } from "objection";
import { divisionRange } from "../../engine/access/index.ts";
import type { Tx } from "../database/transaction.ts";
import { containsPattern } from "../query/like-pattern.ts";
import { Division } from "./division.ts";

/** An organization at a division that fills, reviews or reads. */
export class OrgUnit extends Model {
  static override tableName = "org_unit";
  static override relationMappings = {
    division: {
      relation: Model.BelongsToOneRelation,
      modelClass: Division,
      join: { from: "org_unit.division_code", to: "division.code" },
    },
  };

  declare id: number;
  declare code: string;
  declare name: string;
  declare kind: string;
  declare level: 1 | 2 | 3 | 4;
  declare division_code: string;
  declare parent_id: number | null;
  declare division?: Division;
}

/** What a search of units may narrow by; `division` means in it or below, `ids` is a list with commas. */
export interface OrgUnitFilter {
  q?: string;
  level?: number;
  kind?: string;
  division?: string;
  parent?: number;
  ids?: string;
  offset: number;
  limit: number;
}

/** A unit as the directory shows it. */
export interface OrgUnitView {
  id: number;
  code: string;
  name: string;
  kind: string;
  level: number;
  divisionCode: string;
  divisionName: string;
  parentId: number | null;
}

/** Units in force today, the higher levels first. */
export async function findOrgUnits(tx: Tx, filter: OrgUnitFilter): Promise<OrgUnitView[]> {
  const found = OrgUnit.query(tx)
    .withGraphJoined("division")
    .where((q) => q.whereNull("org_unit.valid_to").orWhereRaw("org_unit.valid_to > current_date"))
    .orderBy(["org_unit.level", "org_unit.division_code", "org_unit.id"])
    .offset(filter.offset)
    .limit(filter.limit);
  if (filter.q) found.where("org_unit.name", "like", containsPattern(filter.q));
  if (filter.level) found.where("org_unit.level", filter.level);
  if (filter.kind) found.where("org_unit.kind", filter.kind);
  if (filter.parent) found.where("org_unit.parent_id", filter.parent);
  if (filter.ids) found.whereIn("org_unit.id", filter.ids.split(",").map(Number));
  if (filter.division) {
    const { from, to } = divisionRange(filter.division);
    found.whereBetween("org_unit.division_code", [from, to]);
  }
  return (await found).map((unit) => ({
    id: unit.id,
    code: unit.code,
    name: unit.name,
    kind: unit.kind,
    level: unit.level,
    divisionCode: unit.division_code,
    divisionName: unit.division?.name ?? unit.division_code,
    parentId: unit.parent_id,
  }));
}
