import test from "ava";
import { until } from "../../server/jobs/context.ts";
import type { Client } from "../../support/client.ts";
import { got } from "../key-work/got.ts";
import { extendedItems } from "./extended-items-package.ts";
import { filled, openStage, type Row, rowsOf, type Stage, street } from "./stage.ts";

let stage: Stage;
let staff: Client;
let station: string;
let list: Row;

test.before(async () => {
  stage = await openStage();
  staff = await stage.app.client(`${street}-staff`);
  const officer = await stage.app.client("city-officer");
  got(await officer.post("/definitions/extended-items/versions", { files: extendedItems, baseNumber: 0 }), 201);
  station = (await rowsOf(staff, "community-station/stations"))[0]?.id;
  await move(filled.address);
});
test.after.always(() => stage?.app.close());

/** The street changes its station's address. */
async function move(address: string): Promise<void> {
  const record = got(await staff.get(`/records/${station}`));
  const data = { ...record.data, ...filled, address };
  got(await staff.put(`/records/${station}`, { lockVersion: record.lockVersion, data }));
}

const read = async () => got(await staff.get(`/records/${list.id}`));
const place = (record: Row) => record.data.items[0].extendedPlace;
const save = async (data: object, submit = false) =>
  got(await staff.put(`/records/${list.id}`, { lockVersion: (await read()).lockVersion, data, submit }));

test.serial("R-VIL-09 the place of an extended item is the station's address, whatever is typed", async (t) => {
  const data = { title: "清单", items: [{ name: "社保卡申领", station, extendedPlace: "别处" }] };
  const asked = got(await staff.post("/record-types/extended-items/itemList/derive", { form: "extended-items", data }));
  t.deepEqual(asked, [{ id: station, field: "address", value: filled.address }]);
  list = got(await staff.post("/records", { recordType: "extended-items/itemList", data }), 201);
  t.is(place(list), filled.address);
  await move("东城区新址路 1 号");
  t.is(place(await read()), "东城区新址路 1 号", "live while the list is being filled");
  const saved = await save({ ...data, items: [{ name: "社保卡申领", station }] });
  t.is(place(saved), "东城区新址路 1 号");
  const outsider = await stage.app.client("110102001-staff");
  t.deepEqual(
    got(await outsider.post("/record-types/extended-items/itemList/derive", { form: "extended-items", data })),
    [],
  );
});

test.serial(
  "R-VIL-10 a published list keeps the address as it was, and a change of it raises a reminder",
  async (t) => {
    await move("东城区新址路 2 号");
    const published = await save({ title: "清单", items: [{ name: "社保卡申领", station }] }, true);
    t.is(published.status, "inForce");
    t.is(place(published), "东城区新址路 2 号");
    t.deepEqual(published.warnings, []);
    await move("东城区新址路 3 号");
    await until("the list is flagged", async () => (await read()).warnings.length > 0);
    const flagged = await read();
    t.is(place(flagged), "东城区新址路 2 号", "a snapshot");
    t.is(flagged.warnings[0].pointer, "/items/0/extendedPlace");
    t.regex(flagged.warnings[0].message, /东城区新址路 3 号.*请核对/);
    const told = got(await staff.get("/notifications")).rows.filter(({ kind }: Row) => kind === "sourceChanged");
    t.is(told.length, 1);
    t.is(told[0].link, `/records/${list.id}`);
    const filter = { filters: { $sourceChanged: true } };
    t.is(got(await staff.post("/lists/extended-items/lists/query", filter)).rows.length, 1);
  },
);

test.serial("R-VIL-10 the reminder ends when the list is published anew", async (t) => {
  const renewed = await save({ ...(await read()).data, title: "清单（更新）" }, true);
  t.is(place(renewed), "东城区新址路 3 号");
  t.deepEqual(renewed.warnings, []);
  const filter = { filters: { $sourceChanged: true } };
  t.deepEqual(got(await staff.post("/lists/extended-items/lists/query", filter)).rows, []);
  const first = got(await staff.get(`/records/${list.id}?revision=1`));
  t.is(place(first), "东城区新址路 2 号", "the earlier publication stays readable as it was");
});
