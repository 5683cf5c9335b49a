import { createHash } from "node:crypto";
import { canonicalText, type PackageFiles } from "../../engine/definition/index.ts";

/** Two packages with the same content, however it is laid out or ordered, have the same hash. */
export function packageHash(files: PackageFiles): string {
  return createHash("sha256").update(canonicalText(files)).digest("hex");
}
