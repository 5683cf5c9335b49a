import { strToU8, unzipSync, zipSync } from "fflate";
import type { PackageFiles } from "../../engine/definition/index.ts";
import { AppError } from "../http/problem.ts";

/** Bounds of an import; the declared sizes are what fflate makes room for, so they hold for a zip bomb as well. */
export const zipLimits = { bytes: 5 * 1024 * 1024, unpacked: 10 * 1024 * 1024, files: 200 };

function refuse(message: string): never {
  throw new AppError(422, "zip-refused", message, { errors: [{ pointer: "/file", message }] });
}

/** Folders and what macOS adds; every other entry counts. */
const ignored = /\/$|(^|\/)(__MACOSX\/|\.DS_Store$)/;
const escapes = /^\/|^[A-Za-z]:|\\|(^|\/)\.\.?(\/|$)|\0/;

function unpack(content: Uint8Array): Record<string, Uint8Array> {
  let files = 0;
  let bytes = 0;
  const take = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    if (escapes.test(name)) refuse(`压缩包里的文件名“${name}”指向包外，已拒绝导入。`);
    if (ignored.test(name)) return false;
    files += 1;
    bytes += originalSize;
    if (files > zipLimits.files) refuse(`压缩包里超过 ${zipLimits.files} 个文件，请去掉与定义无关的文件。`);
    if (bytes > zipLimits.unpacked) refuse("压缩包解开后过大，请去掉与定义无关的文件。");
    return true;
  };
  try {
    return unzipSync(content, { filter: take });
  } catch (error) {
    if (error instanceof AppError) throw error;
    return refuse("这不是完好的 zip 压缩包，请重新导出后再导入。");
  }
}

function textOf(name: string, content: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    return refuse(`文件“${name}”不是 UTF-8 文本，请转换编码后重新打包。`);
  }
}

/** The one folder that all files lie in, with its slash; empty when they lie at the top. */
function commonFolder(names: readonly string[]): string {
  const [first = ""] = names;
  const folder = first.slice(0, first.indexOf("/") + 1);
  return folder !== "" && names.every((name) => name.startsWith(folder)) ? folder : "";
}

/** The package in a zip, with or without its folder. @throws AppError 422 for anything but a small zip of plain texts. */
export function unzipPackage(content: Uint8Array): PackageFiles {
  const entries = Object.entries(unpack(content));
  if (entries.length === 0) refuse("压缩包是空的，请重新导出后再导入。");
  const folder = commonFolder(entries.map(([name]) => name));
  return Object.fromEntries(entries.map(([name, bytes]) => [name.slice(folder.length), textOf(name, bytes)]));
}

/** The package as a zip with its folder; the same content gives the same bytes. */
export function zipPackage(key: string, files: PackageFiles): Uint8Array {
  const names = Object.keys(files).sort();
  const entries = names.map((name) => [`${key}/${name}`, strToU8(files[name] ?? "")] as const);
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: new Date(1980, 0, 1) });
}
