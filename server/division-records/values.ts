import { evaluateFeel } from "../../engine/expression/index.ts";
import { computeFields, defaults } from "../../engine/form/index.ts";
import type { FollowingType } from "./declared.ts";
import type { DivisionPlace } from "./place.ts";

type Data = Record<string, unknown>;

function evaluated(sources: Record<string, string>, place: DivisionPlace): Data {
  const context = { division: place.division, parent: place.parent, unit: place.unit };
  const values = Object.entries(sources).map(([field, source]) => {
    const answer = evaluateFeel(source, context);
    if (!answer.ok) throw new Error(`${field}: ${answer.message}`);
    return [field, answer.value] as const;
  });
  return Object.fromEntries(values.filter(([, value]) => value !== null));
}

/** What the division says of its record, at any time. */
export function followedValues(type: FollowingType, place: DivisionPlace): Data {
  return evaluated(type.recordType.perDivision.follow, place);
}

/** The content with what follows the division brought up to it. */
export function alignedData(type: FollowingType, place: DivisionPlace, data: Data): Data {
  const kept = Object.entries(data).filter(([field]) => !Object.hasOwn(type.recordType.perDivision.follow, field));
  return computeFields(type.schema, { ...Object.fromEntries(kept), ...followedValues(type, place) });
}

/** What a division's record begins with; `inherited` is the content of one that it takes over from. */
export function firstData(type: FollowingType, place: DivisionPlace, inherited?: Data): Data {
  const first = inherited ?? {
    ...defaults(type.schema),
    ...evaluated(type.recordType.perDivision.prefill ?? {}, place),
  };
  return alignedData(type, place, first);
}
