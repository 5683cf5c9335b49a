import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPackages, type PackageFiles } from "../../engine/definition/index.ts";

const root = fileURLToPath(new URL("../../definitions/", import.meta.url));

function filesOf(folder: string): PackageFiles {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path, "utf8")];
    }),
  );
}

/** Folder names in definitions/. */
export const shippedKeys = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Every shipped package, loaded together as at start-up. */
export const shipped = loadPackages(Object.fromEntries(shippedKeys.map((key) => [key, filesOf(join(root, key))])));
