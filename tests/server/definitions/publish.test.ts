import test from "ava";
import type { PackageFiles } from "../../../engine/definition/index.ts";
import { createContext } from "../../../server/create-context.ts";
import { deployShipped } from "../../../server/definitions/deploy-shipped.ts";
import { dmn, table } from "../../engine/decision/dmn.ts";
import { startTestApp, type TestApp } from "../../support/app.ts";
import { notesPackage } from "../../support/notes-package.ts";
import { sharedPackage } from "../../support/tiny-organization.ts";

/** A database of its own per test: publishing changes what is live for everybody. */
async function boot(t: { teardown(close: () => Promise<void>): void }): Promise<TestApp> {
  const app = await startTestApp({ packages: [notesPackage()] });
  t.teardown(() => app.close());
  return app;
}

/** The notes package with one field more, or with the given change of its note schema. */
function changed(edit: (schema: { properties: Record<string, unknown>; required: string[] }) => void): PackageFiles {
  const files = notesPackage();
  const schema = JSON.parse(files["note.schema.json"] ?? "");
  edit(schema);
  return { ...files, "note.schema.json": JSON.stringify(schema) };
}

const withAmount = () =>
  changed((schema) => {
    schema.properties.amount = { type: "number", title: "金额", "x-kind": "number" };
  });

const versionsOf = async (app: TestApp) =>
  (
    await app.db.owner.raw(
      "select count(*)::int as n, count(*) filter (where state = 'published')::int as live from definition_version",
    )
  ).rows[0];

test.serial("a changed package becomes version 2, the first stays readable and comparable", async (t) => {
  const app = await boot(t);
  const officer = await app.client("city-officer");
  const published = await officer.post("/definitions/notes/versions", {
    files: withAmount(),
    baseNumber: 1,
    note: "加金额",
  });
  t.is(published.status, 201);
  t.is(published.body.number, 2);
  t.is((await officer.get("/definitions/notes")).body.number, 2);
  const { body: versions } = await officer.get("/definitions/notes/versions");
  t.deepEqual(
    versions.map((each: { number: number; state: string; note: string }) => [each.number, each.state, each.note]),
    [
      [2, "published", "加金额"],
      [1, "retired", "随程序发布"],
    ],
  );
  const first = await officer.get("/definitions/notes/versions/1");
  t.deepEqual(first.body.files, notesPackage());
  const { body: diff } = await officer.get("/definitions/notes/diff?from=1&to=2");
  t.deepEqual(diff, [{ kind: "added", where: "note.schema.json", text: "增加字段“金额”" }]);
  t.is((await officer.get("/definitions/notes/diff?from=1&to=9")).status, 404);
  const old = await app.ctx.definitions.recordTypeAt(first.body.versionId, "note");
  t.false("amount" in (old.schema.properties ?? {}));
  t.true("amount" in (app.ctx.definitions.recordType("notes/note").schema.properties ?? {}));
});

test.serial("unchanged content is told so and makes no version, however it is laid out", async (t) => {
  const app = await boot(t);
  const officer = await app.client("city-officer");
  const files = Object.fromEntries(
    Object.entries(notesPackage()).map(([name, text]) => [name, JSON.stringify(JSON.parse(text), null, 4)]),
  );
  const { status, body } = await officer.post("/definitions/notes/versions", { files, baseNumber: 1 });
  t.is(status, 200);
  t.is(body.outcome, "unchanged");
  t.regex(body.message, /与第 1 版相同/);
});

test.serial("of two officers who began with the same version the second is told, and may compare", async (t) => {
  const app = await boot(t);
  const officer = await app.client("city-officer");
  const other = changed((schema) => {
    schema.required = [];
  });
  const answers = await Promise.all([
    officer.post("/definitions/notes/versions", { files: withAmount(), baseNumber: 1 }),
    officer.post("/definitions/notes/versions", { files: other, baseNumber: 1 }),
  ]);
  t.deepEqual(answers.map((answer) => answer.status).sort(), [201, 409]);
  const refused = answers.find((answer) => answer.status === 409);
  t.is(refused?.body.code, "stale-definition");
  t.is(refused?.body.liveNumber, 2);
});

const hostileProcess = (xml: string): PackageFiles => {
  const files = notesPackage();
  const manifest = JSON.parse(files["manifest.json"] ?? "");
  manifest.processes = [{ key: "flow", title: "流程", file: "flow.bpmn" }];
  manifest.recordTypes[1].process = "flow";
  return { ...files, "manifest.json": JSON.stringify(manifest), "flow.bpmn": xml };
};

const bpmn = (inside: string) =>
  `<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><bpmn:process id="flow" isExecutable="true">${inside}</bpmn:process></bpmn:definitions>`;

const withDecision = (xml: string): PackageFiles => {
  const files = notesPackage();
  const manifest = JSON.parse(files["manifest.json"] ?? "");
  manifest.decisions = [{ key: "risk", title: "风险等级", file: "risk.dmn" }];
  return { ...files, "manifest.json": JSON.stringify(manifest), "risk.dmn": xml };
};

const refusals: Record<string, [files: PackageFiles, file: string, rule?: string]> = {
  "a file that is no JSON": [{ ...notesPackage(), "views.json": "{" }, "views.json"],
  "a list that names no field": [
    {
      ...notesPackage(),
      "views.json": JSON.stringify({
        lists: [{ key: "notes", title: "记录", recordType: "note", columns: [{ field: "nope" }] }],
      }),
    },
    "views.json",
  ],
  "a code list that does not exist": [
    changed((schema) => {
      schema.properties.color = { type: "string", title: "颜色", maxLength: 9, "x-options": { list: "_shared/nope" } };
    }),
    "note.schema.json",
  ],
  "a schema that is none": [
    changed((schema) => {
      schema.properties.title = { type: "no-such-type", title: "标题", maxLength: 9 };
    }),
    "note.schema.json",
  ],
  "a reference that only leads to itself": [
    {
      ...changed((schema) => {
        Object.assign(schema, { definitions: { turn: { $ref: "#/definitions/turn" } } });
        schema.properties.color = { $ref: "#/definitions/turn" };
      }),
      "samples/turn.json": JSON.stringify({ recordType: "note", valid: true, data: { title: "甲", color: "红" } }),
    },
    "note.schema.json",
  ],
  "a pattern that can hang": [
    changed((schema) => {
      schema.properties.title = { type: "string", title: "标题", maxLength: 9, pattern: "(?=a)\\1" };
    }),
    "note.schema.json",
  ],
  "a file of another kind": [{ ...notesPackage(), "evil.js": "1" }, "evil.js"],
  "a name that leaves the package": [{ ...notesPackage(), "../evil.json": "{}" }, "../evil.json"],
  "a decision with a DOCTYPE": [withDecision(`<!DOCTYPE x [<!ENTITY a "b">]><definitions/>`), "risk.dmn"],
  "a decision whose cell is no FEEL": [
    withDecision(dmn(table("risk", { inputs: ["n"], outputs: ["level"], rules: [["> > 1", '"high"']] }))),
    "risk.dmn",
  ],
  "a process with a DOCTYPE": [hostileProcess(`<!DOCTYPE x [<!ENTITY a "b">]>${bpmn("")}`), "flow.bpmn"],
  "a process with a dangling flow": [
    hostileProcess(bpmn(`<bpmn:startEvent id="s"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="nowhere"/>`)),
    "flow.bpmn",
  ],
  "a task that hides what its record is called by": [
    hostileProcess(
      bpmn(
        `<bpmn:startEvent id="s"/><bpmn:userTask id="t"><bpmn:extensionElements><tianbao:assignment role="district-reviewer" unit="record"/><tianbao:fieldRights><tianbao:right field="*" mode="hidden"/></tianbao:fieldRights></bpmn:extensionElements></bpmn:userTask><bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/><bpmn:sequenceFlow id="g" sourceRef="t" targetRef="e"/>`,
      ).replace("<bpmn:definitions", '<bpmn:definitions xmlns:tianbao="http://tianbao.dev/schema/bpmn/1.0"'),
    ),
    "flow.bpmn",
    "title-not-hidden",
  ],
  "a process with a script": [
    hostileProcess(
      bpmn(
        `<bpmn:startEvent id="s"><bpmn:outgoing>f</bpmn:outgoing></bpmn:startEvent><bpmn:scriptTask id="t" scriptFormat="javascript"><bpmn:incoming>f</bpmn:incoming><bpmn:outgoing>g</bpmn:outgoing><bpmn:script>1</bpmn:script></bpmn:scriptTask><bpmn:endEvent id="e"><bpmn:incoming>g</bpmn:incoming></bpmn:endEvent><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t"/><bpmn:sequenceFlow id="g" sourceRef="t" targetRef="e"/>`,
      ),
    ),
    "flow.bpmn",
  ],
};

test.serial(
  "what is wrong is refused with the file and the way out, checked and published alike, and nothing changes",
  async (t) => {
    const app = await boot(t);
    const officer = await app.client("city-officer");
    const before = await versionsOf(app);
    for (const [name, [files, file, rule]] of Object.entries(refusals)) {
      const checked = await officer.post("/definitions/notes/check", { files });
      const published = await officer.post("/definitions/notes/versions", { files, baseNumber: 1 });
      t.is(published.status, 422, name);
      t.is(published.body.code, "definition-refused", name);
      t.deepEqual(published.body.problems, checked.body.problems, name);
      const errors = published.body.problems.filter((problem: { severity: string }) => problem.severity === "error");
      t.true(
        errors.some(
          (problem: { file: string; rule: string }) => problem.file === file && (rule ?? problem.rule) === problem.rule,
        ),
        `${name}: ${JSON.stringify(errors)}`,
      );
      for (const problem of errors) t.regex(problem.message, /[\u4e00-\u9fff]/, name);
    }
    t.deepEqual(await versionsOf(app), before);
    t.is(app.ctx.definitions.live("notes").number, 1);
  },
);

test.serial("a field that holds data cannot change its type: the publish is undone as a whole", async (t) => {
  const app = await boot(t);
  const officer = await app.client("city-officer");
  const before = await versionsOf(app);
  const files = changed((schema) => {
    schema.properties.title = { type: "integer", title: "标题", "x-kind": "number" };
  });
  const { status } = await officer.post("/definitions/notes/versions", { files, baseNumber: 1 });
  t.is(status, 422);
  t.deepEqual(await versionsOf(app), before);
});

test.serial("a package cannot take away what another one builds on", async (t) => {
  const app = await boot(t);
  const officer = await app.client("city-officer");
  const manifest = { ...JSON.parse(sharedPackage["manifest.json"] ?? ""), codeLists: [] };
  const { "code-lists/colors.json": _, ...rest } = sharedPackage;
  const files = { ...rest, "manifest.json": JSON.stringify(manifest) };
  const { status, body } = await officer.post("/definitions/_shared/versions", { files, baseNumber: 1 });
  t.is(status, 422);
  t.regex(body.problems[0].message, /“记事”.*将不再成立.*_shared\/colors/);
});

test.serial("packages that build on a published one move on with it, pinned to it", async (t) => {
  const app = await boot(t);
  const officer = await app.client("city-officer");
  const before = app.ctx.definitions.live("notes");
  const list = JSON.parse(sharedPackage["code-lists/colors.json"] ?? "");
  list.items.push({ code: "blue", title: "蓝" });
  const files = { ...sharedPackage, "code-lists/colors.json": JSON.stringify(list) };
  const { status, body } = await officer.post("/definitions/_shared/versions", { files, baseNumber: 1 });
  t.is(status, 201);
  const after = app.ctx.definitions.live("notes");
  t.is(after.number, before.number + 1);
  t.is(after.dependencies._shared, body.versionId);
  t.not(before.dependencies._shared, body.versionId);
});

test.serial(
  "only who may publish can read, check or publish; a key that differs from the address is refused",
  async (t) => {
    const app = await boot(t);
    const district = await app.client("110101-filler");
    for (const path of [
      "/definitions",
      "/definitions/notes",
      "/definitions/notes/versions",
      "/definitions/notes/export",
    ]) {
      t.is((await district.get(path)).status, 403, path);
    }
    for (const path of ["/definitions/notes/check", "/definitions/notes/versions", "/definitions/import"]) {
      t.is((await district.post(path, { files: notesPackage(), baseNumber: 1 })).status, 403, path);
    }
    const officer = await app.client("city-officer");
    const other = await officer.post("/definitions/others/versions", { files: notesPackage(), baseNumber: 0 });
    t.is(other.body.code, "definition-key-differs");
    t.is((await officer.get("/definitions/none")).status, 404);
  },
);

test.serial("processes that start together deploy each package once", async (t) => {
  const app = await boot(t);
  const { db, log } = app.ctx;
  const config = { ...app.ctx.config, dataDir: "/tmp" };
  const shipped = { _shared: sharedPackage, notes: withAmount() };
  const deployed = await Promise.all(
    Array.from({ length: 4 }, () => deployShipped(createContext({ config, db, log, webRoot: "" }), shipped)),
  );
  t.deepEqual(deployed.flat(), ["notes"]);
  t.deepEqual(await versionsOf(app), { n: 3, live: 2 });
});

test.serial("a start does not put shipped content back over what an officer published later", async (t) => {
  const app = await boot(t);
  const officer = await app.client("city-officer");
  await officer.post("/definitions/notes/versions", { files: withAmount(), baseNumber: 1 });
  t.deepEqual(await deployShipped(app.ctx, { _shared: sharedPackage, notes: notesPackage() }), []);
  t.is(app.ctx.definitions.live("notes").number, 2);
});

test.serial("another process sees a publication within a second or so", async (t) => {
  const app = await boot(t);
  const other = createContext({ ...app.ctx, config: { ...app.ctx.config, dataDir: "/tmp" } });
  await other.definitions.refresh();
  const officer = await app.client("city-officer");
  await officer.post("/definitions/notes/versions", { files: withAmount(), baseNumber: 1 });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await other.definitions.refresh();
  t.is(other.definitions.live("notes").number, 2);
  const once = other.definitions.recordType("notes/note");
  t.is(other.definitions.recordType({ definitionKey: "notes", type: "note" }), once, "resolved once per version");
  t.is(await other.definitions.recordTypeAt(once.versionId, "note"), once);
});
