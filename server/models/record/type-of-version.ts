import type { AppContext } from "../../context.ts";
import type { RegisteredRecordType } from "../../definitions/registry.ts";

/** The record type as the version that a revision is pinned to declares it; a form that extends has just the one. */
export async function typeOfVersion(
  ctx: AppContext,
  versionId: number,
  storedKey: string,
): Promise<RegisteredRecordType> {
  const { pkg } = await ctx.definitions.byVersion(versionId);
  return ctx.definitions.recordTypeAt(versionId, pkg.manifest.extends ? undefined : storedKey.split("/")[1]);
}
