import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The project's folder. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** One hand-written source file: path from the root, text, and what it imports (packages by name, files by path). */
export type Source = { path: string; text: string; imports: string[] };

/** Hand-written TypeScript below the given rooms; generated files (`*.gen.ts`) are left out. */
export function sourcesOf(...rooms: string[]): Source[] {
  return rooms.flatMap((room) => files(join(ROOT, room))).map(read);
}

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".gen.ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

function read(path: string): Source {
  const text = readFileSync(path, "utf8");
  const imports = ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith(".") ? relative(ROOT, join(dirname(path), fileName)) : fileName,
    );
  return { path: relative(ROOT, path), text, imports };
}

/** Every function of a file with its length in lines, arrow functions and methods included. */
export function functionsOf(source: Source): { name: string; lines: number }[] {
  const kind = source.path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true, kind);
  const found: { name: string; lines: number }[] = [];
  const line = (position: number) => tree.getLineAndCharacterOfPosition(position).line;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body) {
      const named = (node as ts.FunctionDeclaration).name ?? (node.parent as ts.VariableDeclaration).name;
      found.push({ name: named?.getText() ?? "anonymous", lines: line(node.end) - line(node.getStart()) + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Exported declarations without a doc comment, by name. */
export function undocumentedExports(source: Source): string[] {
  const kind = source.path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true, kind);
  return tree.statements
    .filter(
      (node) => ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword),
    )
    .filter((node) => ts.getJSDocCommentsAndTags(node).length === 0)
    .map((node) => node.getText().split("\n")[0]?.slice(0, 80) ?? "");
}

/** Every `new <name>(...)` of a file: its arguments as they are written. */
export function newOf(name: string, source: Source): string[][] {
  const tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true);
  const found: string[][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === name) {
      found.push((node.arguments ?? []).map((argument) => argument.getText()));
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
