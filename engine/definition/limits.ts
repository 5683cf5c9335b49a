import type { PackageFiles } from "./package.ts";
import type { Problem } from "./problem.ts";

const limits = { files: 200, fileSize: 2_000_000, totalSize: 10_000_000, depth: 64 };
const safeName = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,3}$/;
const kinds = [".json", ".bpmn", ".dmn", ".md"];

const refuse = (rule: string, file: string, message: string, hint: string): Problem => ({
  severity: "error",
  rule,
  file,
  message,
  hint,
});

/** Deepest nesting of brackets outside strings; found before parsing, so that nothing recursive meets a hostile text. */
function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === "\\") at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === "{" || char === "[") deepest = Math.max(deepest, ++depth);
    else if (char === "}" || char === "]") depth -= 1;
  }
  return deepest;
}

function fileProblem(file: string, text: string): Problem | undefined {
  if (!safeName.test(file) || file.includes("..")) {
    return refuse(
      "file-name-safe",
      file,
      `文件名“${file}”不能使用`,
      "文件名请用字母、数字、点、横线和下划线，最多 4 层文件夹",
    );
  }
  if (!kinds.some((kind) => file.endsWith(kind))) {
    return refuse("file-kind-known", file, `定义包里不能有“${file}”这种文件`, `请只放 ${kinds.join("、")} 文件`);
  }
  if (text.length > limits.fileSize) {
    return refuse("file-size", file, `文件“${file}”超过 ${limits.fileSize / 1_000_000} MB`, "请精简内容或拆成几个文件");
  }
  if (file.endsWith(".json") && jsonDepth(text) > limits.depth) {
    return refuse("file-depth", file, `文件“${file}”嵌套超过 ${limits.depth} 层`, "请减少嵌套层次");
  }
  return undefined;
}

/** What keeps the files from being read at all: too many, too large, too deep, of another kind or badly named. */
export function limitProblems(files: PackageFiles): Problem[] {
  const entries = Object.entries(files);
  if (entries.length > limits.files) {
    return [refuse("file-count", "", `定义包有 ${entries.length} 个文件，最多 ${limits.files} 个`, "请拆成几个定义包")];
  }
  if (entries.reduce((sum, [, text]) => sum + text.length, 0) > limits.totalSize) {
    return [refuse("package-size", "", `定义包超过 ${limits.totalSize / 1_000_000} MB`, "请拆成几个定义包")];
  }
  return entries.map(([file, text]) => fileProblem(file, text)).filter((problem) => problem !== undefined);
}
