import test from "ava";
import { startTestApp, type TestApp } from "../../support/app.ts";

let app: TestApp;
test.before(async () => {
  app = await startTestApp();
});
test.after.always(() => app?.close());

const get = async (path: string) => (await (await app.client("leader")).get(path)).body;
const names = (rows: { name: string }[]) => rows.map((row) => row.name);

test("divisions are found by parent, by name with their path, and by code", async (t) => {
  t.deepEqual(names(await get("/divisions")), ["北京市"]);
  t.deepEqual(names(await get("/divisions?parent=110000000000")), ["东城区", "西城区"]);
  const [found] = await get(`/divisions?q=${encodeURIComponent("多福巷")}`);
  t.is(found.path, "东城区 / 东华门街道 / 多福巷社区居委会");
  t.false(found.hasChildren);
  t.deepEqual(names(await get("/divisions?codes=110102000000,110101001000")), ["西城区", "东华门街道"]);
});

test("a search takes wildcards as what they are", async (t) => {
  for (const q of ["%", "_", "\\", "' or 1=1 --"]) {
    t.deepEqual(await get(`/divisions?q=${encodeURIComponent(q)}`), [], q);
    t.deepEqual(await get(`/org-units?q=${encodeURIComponent(q)}`), [], q);
  }
});

test("units are found by level, kind, division and below, parent and id", async (t) => {
  t.deepEqual(names(await get("/org-units?level=2")), ["东城区政务局", "西城区政务局"]);
  t.deepEqual(names(await get("/org-units?kind=agency")), ["市公安局"]);
  const district = await get("/org-units?division=110101000000");
  t.deepEqual(names(district), ["东城区政务局", "东华门街道", "景山街道", "多福巷社区居委会"]);
  t.deepEqual(names(await get(`/org-units?parent=${district[0].id}`)), ["东华门街道", "景山街道"]);
  t.deepEqual(names(await get(`/org-units?ids=${district[1].id}`)), ["东华门街道"]);
});

test("a parameter that is not what it should be is refused by name", async (t) => {
  const client = await app.client("leader");
  for (const [path, parameter] of [
    ["/divisions?parent=11", "/parent"],
    ["/divisions?codes=1,2", "/codes"],
    ["/org-units?level=9", "/level"],
    ["/org-units?limit=100000", "/limit"],
    ["/org-units?level=two", "/level"],
    ["/org-units?q=a&q=b", "/q"],
    ["/org-units?nonsense=1", ""],
  ] as const) {
    const { status, body } = await client.get(path);
    t.is(status, 400, path);
    t.is(body.errors[0].pointer, parameter, path);
    t.regex(body.detail, /[\u4e00-\u9fff]/);
  }
});

test("a code list comes with its items, an unknown one with 404", async (t) => {
  t.deepEqual(
    (await get("/code-lists/_shared/colors")).items.map((item: { title: string }) => item.title),
    ["红", "绿"],
  );
  t.is((await (await app.client("leader")).get("/code-lists/_shared/none")).status, 404);
});
