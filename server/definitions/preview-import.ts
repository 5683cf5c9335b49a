import {
  diffPackages,
  type PackageDiff,
  type PackageFiles,
  type Problem,
  readPackage,
} from "../../engine/definition/index.ts";
import type { AppContext } from "../context.ts";
import { checkPackage } from "./check-package.ts";

/** What an import would do; without a key when the package cannot even be read. */
export interface ImportPreview {
  key?: string;
  title?: string;
  isNew?: boolean;
  /** Number that is live now, 0 for none. */
  baseNumber?: number;
  diff: PackageDiff;
  problems: Problem[];
  /** The BPMN texts in which a node is wrong, by file, so that a screen can show where. */
  drawings: PackageFiles;
}

function drawingsOf(files: PackageFiles, problems: readonly Problem[]): PackageFiles {
  const wrong = problems.filter(({ nodeId, file }) => nodeId !== undefined && file in files);
  return Object.fromEntries(wrong.map(({ file }) => [file, files[file] ?? ""]));
}

/** Checks a package and compares it with what is live under its key; nothing is written. */
export async function previewImport(ctx: AppContext, files: PackageFiles): Promise<ImportPreview> {
  const live = ctx.definitions.all();
  const { problems } = await checkPackage(files, live, ctx.definitions);
  // What can be read is compared even where rules are broken: the diff often shows why.
  const read = readPackage(files);
  if (!read.ok) return { diff: [], problems, drawings: {} };
  const { pkg } = read;
  const current = live.find((each) => each.key === pkg.key);
  return {
    key: pkg.key,
    title: pkg.title,
    isNew: !current,
    baseNumber: current?.number ?? 0,
    diff: current ? diffPackages(current.pkg, pkg) : [],
    problems,
    drawings: drawingsOf(files, problems),
  };
}
