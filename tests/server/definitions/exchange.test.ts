import test from "ava";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { dmn, literal } from "../../engine/decision/dmn.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { notesPackage } from "../../support/notes-package.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp({ packages: [notesPackage()] });
});
test.after.always(() => app?.close());

const zip = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

const renamed = (key: string) => {
  const files = notesPackage();
  const manifest = { ...JSON.parse(files["manifest.json"] ?? ""), key };
  return { ...files, "manifest.json": JSON.stringify(manifest) };
};

const importZip = async (content: Uint8Array, dryRun = false) =>
  (await app.client("city-officer")).upload(`/definitions/import${dryRun ? "?dryRun=1" : ""}`, "包.zip", content);

test("an export holds the package as its folder, and importing it changes nothing", async (t) => {
  const officer = await app.client("city-officer");
  const exported = await officer.get("/definitions/notes/export");
  t.is(exported.headers.get("Content-Type"), "application/zip");
  const entries = unzipSync(exported.body);
  t.deepEqual(
    Object.keys(entries).sort(),
    Object.keys(notesPackage())
      .map((name) => `notes/${name}`)
      .sort(),
  );
  const again = await importZip(exported.body);
  t.is(again.status, 200);
  t.is(again.body.outcome, "unchanged");
});

test("a dry run says what an import would do and does none of it", async (t) => {
  const fresh = await importZip(zip(renamed("copies")), true);
  t.is(fresh.status, 200);
  t.like(fresh.body, { key: "copies", isNew: true, baseNumber: 0, problems: [], drawings: {} });
  const officer = await app.client("city-officer");
  t.is((await officer.get("/definitions/copies")).status, 404);
  const edited = { ...notesPackage(), "views.json": JSON.stringify({ lists: [] }) };
  const preview = await importZip(zip(edited), true);
  t.false(preview.body.isNew);
  t.true(preview.body.problems.length > 0, "the menu still names the list");
});

test("an import becomes a version of its own, its decisions included", async (t) => {
  const files = renamed("imported");
  const manifest = JSON.parse(files["manifest.json"] ?? "");
  manifest.decisions = [{ key: "risk", title: "风险等级", file: "risk.dmn" }];
  const drawn = { ...files, "manifest.json": JSON.stringify(manifest), "risk.dmn": dmn(literal("risk", "1")) };
  const { status, body } = await importZip(zip(drawn));
  t.is(status, 201);
  t.like(body, { key: "imported", number: 1 });
  const officer = await app.client("city-officer");
  t.is((await officer.get("/definitions/imported")).body.origin, "imported");
  const exported = unzipSync((await officer.get("/definitions/imported/export")).body);
  t.is(strFromU8(exported["imported/risk.dmn"] ?? new Uint8Array()), drawn["risk.dmn"]);
});

test("hostile archives are refused and write nothing", async (t) => {
  const files = notesPackage();
  const many = Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`f${at}.json`, "{}"]));
  const archives: Record<string, Uint8Array> = {
    "path slip": zip({ ...files, "../../evil.json": "{}" }),
    "absolute path": zip({ ...files, "/etc/evil.json": "{}" }),
    "windows path": zip({ ...files, "a\\evil.json": "{}" }),
    "too many files": zip(many),
    "a bomb": zip({ ...files, "bomb.md": "0".repeat(12_000_000) }),
    "not UTF-8": zipSync({ "manifest.json": new Uint8Array([0xff, 0xfe, 0x41]) }),
    "no archive": strToU8("hello"),
    "cut short": zip(files).slice(0, 200),
    empty: zip({}),
  };
  for (const [name, content] of Object.entries(archives)) {
    const { status, body } = await importZip(content);
    t.is(status, 422, `${name}: ${JSON.stringify(body)}`);
    t.is(body.code, "zip-refused", name);
  }
  const script = await importZip(zip({ ...files, "evil.sh": "rm" }));
  t.is(script.body.code, "definition-refused");
  const large = await importZip(new Uint8Array(5 * 1024 * 1024 + 1));
  t.is(large.status, 413);
  const { rows } = await app.db.owner.raw(
    "select key from definition where key not in ('_shared', 'notes', 'imported')",
  );
  t.deepEqual(rows, []);
});
