import { AppError } from "../http/problem.ts";
import { fileKinds } from "./file-kinds.ts";

/** Endings that some system runs; inside a name they are there to deceive (`report.exe.pdf`). */
const runs = /\.(exe|com|bat|cmd|scr|msi|js|mjs|vbs|ps1|sh|php|jsp|jspx|asp|aspx|html?|svg|hta|jar|py|pl|cgi|lnk)\./i;
// Control characters, and the marks that let a name read from right to left.
const invisible = /[\p{Cc}\p{Cf}]/u;

function refuse(message: string): never {
  throw new AppError(415, "file-refused", message, { errors: [{ pointer: "/file", message }] });
}

/** The name without folders, composed, at most 200 characters. @throws AppError 415 for a name that deceives. */
export function checkedName(given: string): string {
  const name = (given.normalize("NFC").split(/[/\\]/).at(-1) ?? "").trim();
  if (name === "" || name === "." || name === "..") refuse("文件没有名字，请改名后重新上传。");
  if (invisible.test(name)) refuse("文件名里有看不见的字符，请改名后重新上传。");
  if (runs.test(name)) refuse(`文件名“${name}”里夹着可执行文件的扩展名，请改名后重新上传。`);
  return name.length <= 200 ? name : name.slice(-200);
}

/**
 * The media type of a file whose ending is allowed and whose content is what the ending says.
 * @throws AppError 415 that says which types are allowed.
 */
export function checkedType(name: string, head: Buffer): string {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const kind = Object.hasOwn(fileKinds, ending) ? fileKinds[ending] : undefined;
  if (!kind) refuse(`不能上传“${name}”这种文件，可以上传：${Object.keys(fileKinds).join("、")}。`);
  if (head.length === 0) refuse(`文件“${name}”是空的，请检查后重新上传。`);
  if (!kind.matches(head)) refuse(`文件“${name}”的内容与扩展名不符，请用原来的软件另存后重新上传。`);
  return kind.mediaType;
}
