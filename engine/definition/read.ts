import { limitProblems } from "./limits.ts";
import type { Access } from "./meta/access.gen.ts";
import type { CodeList } from "./meta/code-list.gen.ts";
import type { Manifest } from "./meta/manifest.gen.ts";
import type { Organization } from "./meta/organization.gen.ts";
import type { Roles } from "./meta/roles.gen.ts";
import type { Sample } from "./meta/sample.gen.ts";
import type { Views } from "./meta/views.gen.ts";
import { type MetaKind, metaProblems } from "./meta.ts";
import type { DefinitionPackage, LoadResult, PackageFiles, ProcessSource, UiSchema } from "./package.ts";
import type { Problem } from "./problem.ts";

/** Reads the files of one package and collects what is wrong with each. */
class Reader {
  readonly problems: Problem[] = [];
  readonly files: PackageFiles;

  constructor(files: PackageFiles) {
    this.files = files;
  }

  /** The parsed file held to its meta-schema; undefined with a problem noted when it is not that. */
  read<T>(file: string, kind?: MetaKind): T | undefined {
    const text = this.files[file];
    if (text === undefined) return undefined;
    const data = this.parse(file, text);
    if (data === undefined) return undefined;
    const found = kind ? metaProblems(kind, file, data) : [];
    this.problems.push(...found);
    return found.length === 0 ? (data as T) : undefined;
  }

  /** As read, but a file that the manifest names must be there. */
  named<T>(file: string, kind: MetaKind): T | undefined {
    if (file in this.files) return this.read<T>(file, kind);
    this.add(
      "named-file-exists",
      "manifest.json",
      `manifest.json 提到的文件“${file}”不在定义包里`,
      "请补上这个文件，或在 manifest.json 中去掉它",
    );
    return undefined;
  }

  add(rule: string, file: string, message: string, hint: string): void {
    this.problems.push({ severity: "error", rule, file, message, hint });
  }

  /** Every file whose name ends so, parsed as an object. */
  all<T>(suffix: string, kind?: MetaKind, folder = ""): Record<string, T> {
    const names = Object.keys(this.files).filter((file) => file.endsWith(suffix) && file.startsWith(folder));
    const entries = names.sort().map((file): [string, T | undefined] => [file, this.read<T>(file, kind)]);
    return Object.fromEntries(entries.filter((entry): entry is [string, T] => entry[1] !== undefined));
  }

  private parse(file: string, text: string): unknown {
    try {
      const data: unknown = JSON.parse(text);
      if (typeof data === "object" && data !== null && !Array.isArray(data)) return data;
      this.add("json-object", file, `${file} 的最外层应为对象 {}`, "请把内容放进一对花括号");
    } catch (error) {
      this.add("json-syntax", file, `${file} 不是有效的 JSON：${(error as Error).message}`, "请检查逗号、引号和括号");
    }
    return undefined;
  }
}

/** Drawn files that the manifest declares, by key; one that is missing is a rule's business. */
function present(
  entries: Omit<ProcessSource, "xml">[] | undefined,
  files: PackageFiles,
): Record<string, ProcessSource> {
  const found = (entries ?? []).filter(({ file }) => file in files);
  return Object.fromEntries(found.map((entry) => [entry.key, { ...entry, xml: files[entry.file] ?? "" }]));
}

function readWith(reader: Reader, files: PackageFiles, manifest: Manifest): DefinitionPackage {
  const { roles, organization } = manifest;
  const rolesRead = roles ? reader.named<Roles>(roles, "roles") : undefined;
  const organizationRead = organization ? reader.named<Organization>(organization, "organization") : undefined;
  return {
    key: manifest.key,
    title: manifest.title,
    version: manifest.version,
    manifest,
    schemas: reader.all(".schema.json"),
    uis: reader.all<UiSchema>(".ui.json", "ui"),
    access: reader.read<Access>("access.json", "access") ?? { rules: [] },
    views: reader.read<Views>("views.json", "views") ?? {},
    codeLists: (manifest.codeLists ?? [])
      .map((file) => reader.named<CodeList>(file, "codeList"))
      .filter((list) => list !== undefined),
    ...(rolesRead && { roles: rolesRead }),
    ...(organizationRead && { organization: organizationRead }),
    processes: present(manifest.processes, files),
    decisions: present(manifest.decisions, files),
    samples: reader.all<Sample>(".json", "sample", "samples/"),
    files,
  };
}

/** Reads every file and holds it to its own meta-schema; the rules across files come after. */
export function readPackage(files: PackageFiles): LoadResult {
  const tooMuch = limitProblems(files);
  if (tooMuch.length > 0) return { ok: false, problems: tooMuch };
  const reader = new Reader(files);
  if (!("manifest.json" in files)) {
    reader.add(
      "manifest-exists",
      "manifest.json",
      "定义包里没有 manifest.json",
      "请补上 manifest.json，写明标识、名称和版本",
    );
  }
  const manifest = reader.read<Manifest>("manifest.json", "manifest");
  if (!manifest) return { ok: false, problems: reader.problems };
  const pkg = readWith(reader, files, manifest);
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, pkg, problems: [] };
}
