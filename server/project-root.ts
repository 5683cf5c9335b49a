import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder of package.json, wherever this code runs from (server/ or the bundle in .build/): `definitions/` and the
 * built pages are found below it, whatever the current directory is.
 */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`找不到 package.json：程序文件不完整（从 ${import.meta.url} 向上查找）。`);
    folder = parent;
  }
  return folder;
}
