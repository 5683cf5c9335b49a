import type { RecordType } from "../../engine/definition/index.ts";
import type { AppContext } from "../context.ts";
import type { RegisteredRecordType } from "../definitions/registry.ts";

/** What a record type that follows the divisions declares. */
export type PerDivision = NonNullable<RecordType["perDivision"]>;

/** A live record type of which there is one record per division. */
export type FollowingType = RegisteredRecordType & { recordType: { perDivision: PerDivision } };

/** Every live record type that follows the divisions. */
export function followingTypes({ definitions }: Pick<AppContext, "definitions">): FollowingType[] {
  return definitions
    .recordTypes()
    .filter((type): type is FollowingType => type.recordType.perDivision !== undefined && type.base === undefined);
}
