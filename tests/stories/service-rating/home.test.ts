import test from "ava";
import { got } from "../key-work/got.ts";
import { problem } from "./people.ts";
import { dongcheng, openStage, xicheng } from "./stage.ts";

const stage = await openStage();
const { officer, systemOffice, projectTeam } = stage;
const east = await stage.district(dongcheng);
const west = await stage.district(xicheng);

const { day } = stage;
const data = (title: string) => ({ ...problem(title, day(-3)), district: "110101000000", deadline: day(10) });

// One record in every state, named for it.
got(await officer.file(data("市草稿"), false), 201);
got(await east.file(problem("东城草稿", day(-3)), false), 201);
const sent = await officer.dispatch("下发东城", dongcheng);
await officer.dispatch("下发西城", xicheng, { deadline: day(30) });
const rectified = await officer.dispatch("东城已整改", dongcheng, { deadline: day(2) });
await east.rectify(rectified);
await east.report("东城上报");
const returned = await east.report("东城被退回");
await systemOffice.sendBack(returned, "请补充");
const refused = await officer.dispatch("退回市级", dongcheng);
got(await east.decide(refused, "return", { opinion: "不属本区" }));
const done = await east.report("东城办结");
await projectTeam.approve(done);
test.after.always(() => stage.app.close());

const released = ["东城上报", "东城已整改", "东城被退回", "下发东城"];
const lists = ["pending", "sent", "done", "overdue"] as const;

test.serial("R-EVA-19 R-EVA-20 待处理: what waits for oneself, and one's own unit's drafts", async (t) => {
  t.deepEqual(await east.titles("pending"), ["东城草稿", "东城被退回", "下发东城"].sort());
  t.deepEqual(await west.titles("pending"), ["下发西城"]);
  t.deepEqual(await officer.titles("pending"), ["市草稿", "退回市级"].sort());
  for (const reviewer of [systemOffice, projectTeam]) {
    t.deepEqual(await reviewer.titles("pending"), ["东城上报", "东城已整改", "市草稿"].sort());
  }
});

test.serial(
  "R-EVA-21 R-EVA-22 R-EVA-34 已发送 and 已处理: released and not finished, finished; a district's own, the city's all",
  async (t) => {
    t.deepEqual(await east.titles("sent"), released.sort());
    t.deepEqual(await west.titles("sent"), ["下发西城"]);
    t.deepEqual(await systemOffice.titles("sent"), [...released, "下发西城", "退回市级"].sort());
    t.deepEqual(await east.titles("done"), ["东城办结"]);
    t.deepEqual(await west.titles("done"), []);
    t.deepEqual(await officer.titles("done"), ["东城办结"]);
  },
);

test.serial("R-EVA-21 a released record's line says what is being done with it, for whoever reads it", async (t) => {
  const asked = { columns: ["title", "$step"], sort: [{ field: "$step", order: "asc" }] };
  for (const who of [east.client, officer.client]) {
    const { rows } = got(await who.post("/lists/service-rating/sent/query", asked));
    const steps = rows.map((row: Record<string, string>) => [row.title, row.$step]);
    t.like(Object.fromEntries(steps), { 下发东城: "区级整改", 东城已整改: "市级审核核验", 东城被退回: "填报" });
  }
});

test.serial(
  "R-EVA-26 only where it belongs is something begun: 待处理 offers a new record, 历史数据 the import",
  async (t) => {
    const offered = async (list: string) => {
      const { abilities, importTitle } = got(await officer.client.get(`/lists/service-rating/${list}`));
      return [abilities.canCreate, abilities.canImport, importTitle];
    };
    t.deepEqual(await offered("pending"), [true, false, "导入历史数据"]);
    t.deepEqual(await offered("sent"), [false, false, "导入历史数据"]);
    t.deepEqual(await offered("history"), [false, true, "导入历史数据"]);
  },
);

test.serial(
  "R-EVA-06 R-EVA-07 R-EVA-08 the home page has its role's tiles, each with the exact number of its list",
  async (t) => {
    const city = ["pending", "sent", "done", "overdue", "history", "problemClasses"];
    for (const [who, tiles] of [
      [officer, city],
      [systemOffice, city],
      [projectTeam, city],
      [east, lists],
      [west, lists],
    ] as const) {
      const found = await who.tiles();
      t.deepEqual(Object.keys(found), [...tiles]);
      for (const list of lists) t.is(found[list], (await who.titles(list)).length, list);
      for (const { list, tile, count, module } of got(await who.client.get("/tiles"))) {
        t.truthy(module);
        // Stations are still being made while this runs.
        if (list === null || list.startsWith("community-station/")) continue;
        const opened = got(await who.client.post(`/lists/${list}/query`, { tile, limit: 1, count: "exact" }));
        t.is(opened.total.count, count, `${list} ${tile}`);
      }
    }
  },
);

test.serial(
  "R-EVA-23 R-EVA-24 R-EVA-25 超期待处理 follows from the day alone, and ends when the city has approved",
  async (t) => {
    t.deepEqual(await systemOffice.titles("overdue"), []);
    stage.wait(2);
    t.deepEqual(await systemOffice.titles("overdue"), [], "the last day still counts");
    stage.wait(1);
    t.deepEqual(await systemOffice.titles("overdue"), ["东城已整改"]);
    stage.wait(8);
    t.deepEqual(await east.titles("overdue"), ["下发东城", "东城已整改"].sort());
    t.deepEqual(await west.titles("overdue"), []);
    t.deepEqual(await officer.titles("overdue"), ["下发东城", "东城已整改", "退回市级"].sort());
    t.is((await east.tiles()).overdue, 2);
    await systemOffice.approve(rectified);
    t.deepEqual(await east.titles("overdue"), ["下发东城"]);
    t.deepEqual(await east.titles("done"), ["东城办结", "东城已整改"].sort());
  },
);

test.serial("R-EVA-31 every list is searched and filtered", async (t) => {
  t.deepEqual(await systemOffice.titles("sent", { search: "下发" }), ["下发东城", "下发西城"]);
  t.deepEqual(await systemOffice.titles("sent", { filters: { $district: "110102000000" } }), ["下发西城"]);
  for (const list of [...lists, "history"]) {
    t.deepEqual(await systemOffice.titles(list, { filters: { channel: "13" } }), []);
    t.deepEqual(await systemOffice.titles(list, { search: "没有这样的问题" }), []);
  }
  t.is((await east.client.get(`/records/${sent}`)).status, 200);
});

test.after("nothing failed unseen", (t) => t.deepEqual(stage.app.logged, []));
