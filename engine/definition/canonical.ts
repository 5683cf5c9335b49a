import type { PackageFiles } from "./package.ts";

function canonical(file: string, text: string): string {
  if (!file.endsWith(".json")) return text.replaceAll("\r\n", "\n").trimEnd();
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

/**
 * One text for the whole package that does not depend on file order, white space between JSON values or line ends; its
 * hash tells whether two packages say the same. Key order counts: it is the order fields are shown in.
 */
export function canonicalText(files: PackageFiles): string {
  const names = Object.keys(files).sort();
  return JSON.stringify(names.map((file) => [file, canonical(file, files[file] ?? "")]));
}
