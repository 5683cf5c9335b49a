import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { PackageFiles } from "../../engine/definition/index.ts";

/** The files of one package folder by name, with `/` between folders. */
async function readPackage(folder: string): Promise<PackageFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: PackageFiles = {};
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.startsWith(".")) continue;
    const path = join(entry.parentPath, entry.name);
    files[relative(folder, path).split(sep).join("/")] = await readFile(path, "utf8");
  }
  return files;
}

/** Every package below `definitions/` by folder name: each folder with a manifest. */
export async function readPackageFolders(root: string): Promise<Record<string, PackageFiles>> {
  const folders = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const packages = await Promise.all(
    folders.map(async ({ name }) => [name, await readPackage(join(root, name))] as const),
  );
  return Object.fromEntries(packages.filter(([, files]) => "manifest.json" in files));
}
