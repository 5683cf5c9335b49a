import test from "ava";
import { got } from "../key-work/got.ts";
import { problem } from "./people.ts";
import { dongcheng, openStage } from "./stage.ts";

const stage = await openStage();
const { officer, systemOffice } = stage;
const east = await stage.district(dongcheng);
const { day } = stage;
const old = await east.report("改名之前", { indicatorType: "1", problemClass: "103" });
test.after.always(() => stage.app.close());

const classes = "/code-lists/service-rating/problemClasses";
const items = async () => got(await east.client.get(classes)).items;
const draft = (more: object) => east.file({ ...problem("试填", day(-1)), ...more }, false);

test.serial("R-EVA-30 a class is accepted only under its own indicator type", async (t) => {
  t.is((await draft({ indicatorType: "1", problemClass: "101" })).status, 201);
  const other = await draft({ indicatorType: "2", problemClass: "101" });
  t.like(other, { status: 422, body: { errors: [{ pointer: "/problemClass" }] } });
  t.regex(other.body.errors[0].message, /“材料清单缺失”不属于所选的评价指标类型/);
  t.regex((await draft({ indicatorType: null, problemClass: "101" })).body.detail, /请先选择评价指标类型/);
  t.regex((await draft({ problemClass: "自编" })).body.detail, /请从选项中选择/);
  t.is((await draft({ channel: "99" })).body.errors[0].pointer, "/channel");
  t.is((await draft({ indicators: ["109", "不存在"] })).body.errors[0].pointer, "/indicators");
});

test.serial(
  "R-EVA-29 the relation is maintained in the browser: added, moved and retired values count at once",
  async (t) => {
    const added = got(await systemOffice.client.post(`${classes}/items`, { title: "无障碍设施", parent: "6" }), 201);
    const { code } = added.items.at(-1);
    t.like(added.items.at(-1), { code: "604", title: "无障碍设施", parent: "6" });
    t.is((await officer.tiles()).problemClasses, 20);
    t.is((await draft({ indicatorType: "6", problemClass: code })).status, 201);
    got(await officer.client.put(`${classes}/items/${code}`, { parent: "5" }));
    t.is((await draft({ indicatorType: "6", problemClass: code })).status, 422);
    t.is((await draft({ indicatorType: "5", problemClass: code })).status, 201);
    got(await officer.client.put(`${classes}/items/${code}`, { retired: true }));
    t.regex((await draft({ indicatorType: "5", problemClass: code })).body.detail, /已停用/);
    got(await officer.client.put(`${classes}/items/${code}`, { retired: false }));
    t.is((await draft({ indicatorType: "5", problemClass: code })).status, 201);
    t.is((await officer.client.delete(`${classes}/items/${code}`)).status, 405);
  },
);

test.serial(
  "R-EVA-29 R-EVA-30 a new name is a new value: what was filed keeps its words and can still be gone on with",
  async (t) => {
    got(await officer.client.put(`${classes}/items/103`, { title: "指南以外加条件" }));
    const now = await items();
    t.like(
      now.find(({ code }: { code: string }) => code === "103"),
      { title: "指南之外增加条件或材料", retired: true },
    );
    const { code } = now.find(({ title }: { title: string }) => title === "指南以外加条件");
    t.is((await draft({ indicatorType: "1", problemClass: "103" })).status, 422);
    t.is((await draft({ indicatorType: "1", problemClass: code })).status, 201);
    const { rows, labels } = got(
      await systemOffice.client.post("/lists/service-rating/sent/query", { search: "改名之前" }),
    );
    t.is(rows[0].problemClass, "103");
    t.truthy(labels);
    await systemOffice.sendBack(old, "补充");
    const { data, lockVersion } = await east.record(old);
    const kept = { ...data, causeAnalysis: "补充后的原因。" };
    t.is((await east.client.put(`/records/${old}`, { data: kept, lockVersion, submit: true })).status, 200);
  },
);

test.serial("R-EVA-29 only those who maintain the list change it, and every refusal says why", async (t) => {
  t.is((await east.client.post(`${classes}/items`, { title: "区里加的", parent: "1" })).status, 403);
  t.is((await east.client.put(`${classes}/items/101`, { retired: true })).status, 403);
  t.false(got(await east.client.get(classes)).canMaintain);
  t.true(got(await officer.client.get(classes)).canMaintain);
  const again = await officer.client.post(`${classes}/items`, { title: "超承诺时限", parent: "2" });
  t.like(again, { status: 409, body: { code: "duplicate-code" } });
  t.regex(
    (await officer.client.post(`${classes}/items`, { title: "没有上级" })).body.detail,
    /请选择所属的评价指标类型/,
  );
  t.is((await officer.client.post(`${classes}/items`, { title: "上级不存在", parent: "77" })).status, 422);
  t.is((await officer.client.post(`${classes}/items`, { title: " " })).status, 400);
  t.is((await officer.client.put(`${classes}/items/999`, { retired: true })).status, 404);
  const shippedOnly = "/code-lists/service-rating/indicators/items";
  t.is((await officer.client.post(shippedOnly, { title: "自编指标" })).status, 403);
});

test.serial("R-EVA-03 the thirteen source channels are a list the city maintains", async (t) => {
  const channels = got(await officer.client.get("/code-lists/service-rating/channels"));
  t.is(channels.items.length, 13);
  const { items: now } = got(
    await officer.client.post("/code-lists/service-rating/channels/items", { title: "政务直播间" }),
    201,
  );
  t.like(now.at(-1), { code: "14", title: "政务直播间" });
  t.is((await draft({ channel: "14", problemClass: "101" })).status, 201);
});

test.after("nothing failed unseen", (t) => t.deepEqual(stage.app.logged, []));
