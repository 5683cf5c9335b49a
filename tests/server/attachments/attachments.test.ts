import { readdirSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { notesPackage } from "../../support/notes-package.ts";

/** Notes with a second field of files, which district reviewers do not see. */
function withInternalFiles(): Record<string, string> {
  const files = notesPackage();
  const read = (name: string) => JSON.parse(files[name] as string);
  const [schema, access] = [read("note.schema.json"), read("access.json")];
  schema.properties.internal = { ...schema.properties.files, title: "内部附件" };
  const rule = access.rules.find((one: { recordType: string; roles: string[] }) => one.recordType === "note");
  rule.roles = ["district-filler", "leader"];
  access.rules.push({ ...rule, roles: ["district-reviewer"], hidden: ["internal"] });
  return { "note.schema.json": JSON.stringify(schema), "access.json": JSON.stringify(access) };
}

let app: TestApp;
test.before(async () => {
  app = await startTestApp({ packages: [notesPackage(withInternalFiles())] });
});
test.after.always(() => app?.close());

const pdf = `%PDF-1.7\n${"x".repeat(5000)}`;

test("an upload comes back byte for byte under its Chinese name, and only as data", async (t) => {
  const client = await app.client("110101-filler");
  const { status, body } = await client.upload("/attachments", "报告 (终稿).pdf", pdf);
  t.is(status, 201, JSON.stringify(body));
  t.like(body, { name: "报告 (终稿).pdf", size: pdf.length, mediaType: "application/pdf" });
  const shown = await client.get(`/attachments/${body.id}`);
  t.is(shown.body.toString(), pdf);
  t.is(shown.headers.get("X-Content-Type-Options"), "nosniff");
  t.regex(shown.headers.get("Content-Security-Policy") ?? "", /default-src 'none'/);
  t.regex(
    shown.headers.get("Content-Disposition") ?? "",
    /^inline; filename="__ \(__\).pdf"; filename\*=UTF-8''%E6%8A%A5/,
  );
  const saved = await client.get(`/attachments/${body.id}?download=1`);
  t.regex(saved.headers.get("Content-Disposition") ?? "", /^attachment;/);
});

test("before it belongs to a record only its uploader sees it, then whoever may read the record", async (t) => {
  const client = await app.client("110101-filler");
  const { body: file } = await client.upload("/attachments", "a.pdf", pdf);
  const city = await app.client("leader");
  const neighbour = await app.client("110102-filler");
  t.is((await city.get(`/attachments/${file.id}`)).status, 404);
  const { status, body } = await client.post("/records", {
    ...{ recordType: "notes/note", submit: true },
    data: { title: "附件", files: [file] },
  });
  t.is(status, 201, JSON.stringify(body));
  t.is((await city.get(`/attachments/${file.id}`)).status, 200);
  t.is((await neighbour.get(`/attachments/${file.id}`)).status, 404);
  t.is((await neighbour.get("/attachments/nonsense")).status, 404);
  t.is((await (await app.client()).get(`/attachments/${file.id}`)).status, 401);
});

test("a file in a field that is hidden from a reader of the record is neither told nor handed out", async (t) => {
  const client = await app.client("110101-filler");
  const reviewer = await app.client("110101-reviewer");
  const upload = async (name: string) => (await client.upload("/attachments", name, pdf)).body;
  const [open, secret] = [await upload("公开.pdf"), await upload("内部.pdf")];
  const data = { title: "两个附件", files: [open], internal: [secret] };
  const { status, body } = await client.post("/records", { recordType: "notes/note", data, submit: true });
  t.is(status, 201, JSON.stringify(body));
  t.is((await reviewer.get(`/attachments/${open.id}`)).status, 200);
  const refused = await reviewer.get(`/attachments/${secret.id}`);
  t.like(refused, { status: 404, body: { code: "unknown-attachment" } });
  t.is((await (await app.client("leader")).get(`/attachments/${secret.id}`)).status, 200);
  const told = async (someone: typeof reviewer) =>
    (await someone.get(`/records/${body.id}/uploads`)).body.map(
      (row: { attachment: { name: string } }) => row.attachment.name,
    );
  t.deepEqual(await told(reviewer), ["公开.pdf"]);
  t.deepEqual((await told(client)).sort(), ["公开.pdf", "内部.pdf"].sort());
});

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
const zip = Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0]);

test("names and contents that deceive are refused, honest ones pass", async (t) => {
  const client = await app.client("110101-reviewer");
  const refused: [string, string | Buffer][] = [
    ["page.html", "<html>"],
    ["drawing.svg", "<svg/>"],
    ["run.exe", "MZ"],
    ["none", "x"],
    ["report.exe.pdf", pdf],
    ["page.html.txt", "hello"],
    ["report.pdf", "<html><script>alert(1)</script>"],
    ["report.pdf", ` ${pdf}`],
    ["picture.png", pdf],
    ["picture.png", "GIF89a"],
    ["table.xlsx", "not a zip"],
    ["table.xls", zip],
    ["text.txt", Buffer.from([65, 0, 66])],
    ["text.txt", "<!DOCTYPE html><script>"],
    ["text.csv", " <svg onload=alert(1)>"],
    ["empty.txt", ""],
    ["fdp\u202egpj.pdf", pdf],
    ["constructor", "x"],
    ["a.__proto__", "x"],
  ];
  for (const [name, content] of refused) {
    const { status, body } = await client.upload("/attachments", name, content);
    t.is(status, 415, `${name}: ${JSON.stringify(body)}`);
    t.is(body.code, "file-refused");
  }
  for (const [name, content] of [
    ["图.png", png],
    ["表.xlsx", zip],
    ["包.zip", zip],
    ["v1.2.说明.txt", "你好"],
    ["数据.csv", "a,b\n1,2"],
  ] as const) {
    t.is((await client.upload("/attachments", name, content)).status, 201, name);
  }
});

test.serial("a name that would leave the folder is only a name", async (t) => {
  const client = await app.client("110101-reviewer");
  const { status, body } = await client.upload("/attachments", "../../../etc/passwd.txt", "hello");
  t.is(status, 201);
  t.is(body.name, "passwd.txt");
  const folder = join((app.ctx.config as unknown as { dataDir: string }).dataDir, "attachments");
  const stored = readdirSync(folder, { recursive: true }).map(String);
  t.false(stored.some((name) => name.includes("passwd") || name.endsWith(".part")));
});

test("too large, missing or misplaced files are refused and leave nothing behind", async (t) => {
  const client = await app.client("110101-reviewer");
  const large = await client.upload("/attachments", "big.txt", Buffer.alloc(50 * 1024 * 1024 + 1, "a"));
  t.is(large.status, 413);
  t.is(large.body.code, "file-too-large");
  const form = new FormData();
  form.set("other", new File(["x"], "a.txt"));
  t.is((await client.send("POST", "/attachments", { body: form })).status, 400);
  t.is((await client.post("/attachments", {})).status, 400);
  const { rows } = await app.db.owner.raw("select count(*)::int as n from attachment where file_name = 'big.txt'");
  t.is(rows[0].n, 0);
});
