import { type FormSchema, kindOf } from "../form/index.ts";
import type { RecordType } from "./meta/manifest.gen.ts";
import type { DefinitionPackage } from "./package.ts";

/** One readable line of what changed. */
export interface PackageChange {
  kind: "added" | "removed" | "changed";
  /** File, and the part of it where that is known (zh-CN). */
  where: string;
  /** What changed, for an officer (zh-CN). */
  text: string;
}

/** What changed between two versions of a package, in file order. */
export type PackageDiff = PackageChange[];

type Keyed<T> = Map<string, T>;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function compare<T>(
  before: Keyed<T>,
  after: Keyed<T>,
  where: string,
  name: (item: T, key: string) => string,
  changed: (before: T, after: T) => string = () => "有修改",
): PackageDiff {
  const changes: PackageDiff = [];
  for (const [key, item] of before) {
    const now = after.get(key);
    if (now === undefined) changes.push({ kind: "removed", where, text: `删除${name(item, key)}` });
    else if (!same(item, now))
      changes.push({ kind: "changed", where, text: `${name(now, key)}：${changed(item, now)}` });
  }
  for (const [key, item] of after) {
    if (!before.has(key)) changes.push({ kind: "added", where, text: `增加${name(item, key)}` });
  }
  return changes;
}

const byKey = <T extends { key: string }>(items: readonly T[] | undefined): Keyed<T> =>
  new Map((items ?? []).map((item) => [item.key, item]));

const propertiesOf = (schema: FormSchema | undefined): Keyed<FormSchema> =>
  new Map(Object.entries(schema?.properties ?? {}));

const facets: [keyof FormSchema, string][] = [
  ["title", "名称"],
  ["type", "类型"],
  ["maxLength", "最多字数"],
  ["minLength", "最少字数"],
  ["minimum", "最小值"],
  ["maximum", "最大值"],
  ["maxItems", "最多行数"],
  ["minItems", "最少行数"],
  ["x-unit", "单位"],
  ["x-help", "填写说明"],
  ["x-computed", "计算公式"],
  ["default", "默认值"],
];

const shown = (value: unknown): string =>
  value === undefined ? "无" : typeof value === "string" ? value : JSON.stringify(value);

function fieldChange(before: FormSchema, after: FormSchema): string {
  const parts = facets
    .filter(([facet]) => !same(before[facet], after[facet]))
    .map(([facet, label]) => `${label}由“${shown(before[facet])}”改为“${shown(after[facet])}”`);
  if (kindOf(before) !== kindOf(after)) parts.push(`字段类型由“${kindOf(before)}”改为“${kindOf(after)}”`);
  if (!same(before.enum, after.enum)) parts.push("选项有修改");
  return parts.length > 0 ? parts.join("，") : "有修改";
}

function schemaChanges(file: string, before: FormSchema | undefined, after: FormSchema | undefined): PackageDiff {
  const label = (schema: FormSchema, key: string): string => `字段“${schema.title ?? key}”`;
  const changes = compare(propertiesOf(before), propertiesOf(after), file, label, fieldChange);
  const required = (schema: FormSchema | undefined) => new Map((schema?.required ?? []).map((name) => [name, name]));
  const titleOf = (name: string) => after?.properties?.[name]?.title ?? before?.properties?.[name]?.title ?? name;
  for (const { kind, text } of compare(required(before), required(after), file, (name) => titleOf(name))) {
    const name = text.slice(2);
    changes.push({ kind: "changed", where: file, text: `字段“${name}”${kind === "added" ? "改为必填" : "不再必填"}` });
  }
  const rest = (schema: FormSchema | undefined) => ({ ...schema, properties: undefined, required: undefined });
  if (!same(rest(before), rest(after))) changes.push({ kind: "changed", where: file, text: "表单的其他规则有修改" });
  return changes;
}

const nodePattern = /<(?:\w+:)?(\w*(?:[tT]ask|Event|Gateway|subProcess|callActivity))\b[^>]*?\bid="([^"]+)"[^>]*?>/g;

/** Nodes of a BPMN text by id; enough for a readable line, the compiled comparison is the process room's. */
function nodesOf(xml: string): Keyed<{ text: string; name: string }> {
  return new Map(
    [...xml.matchAll(nodePattern)].map(([text, , id = ""]) => [
      id,
      { text, name: /\bname="([^"]*)"/.exec(text)?.[1] || id },
    ]),
  );
}

function processChanges(before: DefinitionPackage, after: DefinitionPackage): PackageDiff {
  const keys = new Set([...Object.keys(before.processes), ...Object.keys(after.processes)]);
  return [...keys].flatMap((key): PackageDiff => {
    const old = before.processes[key];
    const now = after.processes[key];
    if (!old || !now) {
      const [kind, word] = now ? (["added", "增加"] as const) : (["removed", "删除"] as const);
      return [{ kind, where: (now ?? old)?.file ?? key, text: `${word}流程“${(now ?? old)?.title}”` }];
    }
    if (old.xml === now.xml) return [];
    const nodes = compare(nodesOf(old.xml), nodesOf(now.xml), now.file, ({ name }) => `环节“${name}”`);
    return nodes.length > 0
      ? nodes
      : [{ kind: "changed", where: now.file, text: `流程“${now.title}”的连线、条件或图形有修改` }];
  });
}

/** Whether only what the levels fill has changed, which an officer knows as a part of its own. */
function recordTypeChange({ variants: before, ...a }: RecordType, { variants: after, ...b }: RecordType): string {
  if (same(before, after)) return "有修改";
  return same(a, b) ? "各层级填写的内容有修改" : "各层级填写的内容和其他设置有修改";
}

function manifestChanges(before: DefinitionPackage, after: DefinitionPackage): PackageDiff {
  const where = "manifest.json";
  const titled = (kind: string) => (item: { title: string }) => `${kind}“${item.title}”`;
  const [a, b] = [before.manifest, after.manifest];
  return [
    ...(a.title === b.title ? [] : [{ kind: "changed" as const, where, text: `名称由“${a.title}”改为“${b.title}”` }]),
    ...compare(byKey(a.recordTypes), byKey(b.recordTypes), where, titled("记录类型"), recordTypeChange),
    ...compare(byKey(a.decisions), byKey(b.decisions), where, titled("决策")),
    ...compare(byKey(a.menus), byKey(b.menus), where, titled("菜单")),
  ];
}

const viewFiles = "views.json";

function viewChanges({ views: a }: DefinitionPackage, { views: b }: DefinitionPackage): PackageDiff {
  const titled = (kind: string) => (item: { title: string }) => `${kind}“${item.title}”`;
  return [
    ...compare(byKey(a.lists), byKey(b.lists), viewFiles, titled("列表")),
    ...compare(byKey(a.tiles), byKey(b.tiles), viewFiles, titled("磁贴")),
    ...compare(byKey(a.statistics), byKey(b.statistics), viewFiles, titled("统计表")),
  ];
}

const detailed = (file: string): boolean =>
  file === "manifest.json" || file === viewFiles || file.endsWith(".schema.json") || file.endsWith(".bpmn");

/** What an officer would want to know before taking over version `after` for `before`, line by line. */
export function diffPackages(before: DefinitionPackage, after: DefinitionPackage): PackageDiff {
  const schemaFiles = [...new Set([...Object.keys(before.schemas), ...Object.keys(after.schemas)])].sort();
  const files = (pkg: DefinitionPackage): Keyed<string> =>
    new Map(Object.entries(pkg.files).filter(([file]) => !detailed(file)));
  const lines = [
    ...manifestChanges(before, after),
    ...schemaFiles.flatMap((file) => schemaChanges(file, before.schemas[file], after.schemas[file])),
    ...viewChanges(before, after),
    ...processChanges(before, after),
  ];
  const others = compare(files(before), files(after), "", (_, file) => `文件“${file}”`);
  return [...lines, ...others.map((line) => ({ ...line, where: /“(.+?)”/.exec(line.text)?.[1] ?? "" }))];
}
