import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/**
 * `npm run requirements`: which requirement is proved by which tests, which is only spoken of, which is missing. It reads
 * titles; whether those tests pass, `npm test` says.
 */

interface Requirement {
  id: string;
  text: string;
}

/** A mention of requirements: in a test's title it is a proof. */
interface Mention {
  id: string;
  /** `file:line` */
  place: string;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const requirementId = /\bR-[A-Z]{3}-\d{2}\b/g;

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Literal text of a title, the fixed parts of a template included. */
function titleText(node: ts.Expression | undefined): string {
  if (!node) return "";
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node)
    ? [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join(" ")
    : "";
}

/** Ids in the titles of `test(...)` and `test.serial(...)`; a test that is skipped, due or failing proves nothing. */
function proofsIn(path: string): Mention[] {
  const tree = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest);
  const found: Mention[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^test(\.serial)?$/.test(node.expression.getText(tree))) {
      const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
      const place = `${relative(root, path)}:${line}`;
      for (const [id] of titleText(node.arguments[0]).matchAll(requirementId)) found.push({ id, place });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Ids that stand anywhere in what is shipped: somebody means to do it. */
function declarationsIn(path: string): Mention[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((text, at) =>
      [...text.matchAll(requirementId)].map(([id]) => ({ id, place: `${relative(root, path)}:${at + 1}` })),
    );
}

function byId(mentions: Mention[]): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const { id, place } of mentions) places.set(id, [...(places.get(id) ?? []), place]);
  return places;
}

function stateOf(id: string, proofs: Map<string, string[]>, declarations: Map<string, string[]>): string {
  const proved = proofs.get(id);
  if (proved) return `proved (${proved.length}): ${proved.join(", ")}`;
  const declared = declarations.get(id);
  return declared ? `declared: ${declared.join(", ")}` : "missing";
}

const list = JSON.parse(readFileSync(new URL("requirements.json", import.meta.url), "utf8")) as {
  requirements: Requirement[];
};
const proofs = byId(filesBelow("tests", /\.test\.tsx?$/).flatMap(proofsIn));
const shipped = ["definitions", "engine", "server", "renderer"];
const declarations = byId(
  shipped.flatMap((room) => filesBelow(room, /\.(tsx?|json|bpmn|md)$/)).flatMap(declarationsIn),
);

const lines = list.requirements.map(({ id, text }) => ({ id, text, state: stateOf(id, proofs, declarations) }));
for (const { id, text, state } of lines) console.log(`${id} | ${text} | ${state}`);
const proved = lines.filter(({ state }) => state.startsWith("proved")).length;
console.log(`${proved} of ${lines.length} proved`);
const unknown = [...proofs.keys()].filter((id) => !list.requirements.some((one) => one.id === id));
if (unknown.length > 0) console.log(`not in the list: ${unknown.join(", ")}`);
