import test from "ava";
import { startTestApp } from "../../support/app.ts";
import type { Answer } from "../../support/client.ts";
import { got } from "../key-work/got.ts";
import { decide, fileAuthority, fileHall, taskOf } from "./hall.ts";

const app = await startTestApp({ shipped: true });
const clerk = await app.client("110101-center");
const reviewer = await app.client("110101-center-reviewer");
const authority = await fileAuthority(await app.client("110101-filler"));

async function official(name: string) {
  const { id } = await fileHall(clerk, authority, { name });
  await decide(reviewer, id, "approve");
  return got(await clerk.get(`/records/${id}`));
}

const refusals = (answers: readonly Answer[]) => answers.filter(({ status }) => status !== 200);
const codes = ["being-cancelled", "stale-record", "wrong-status", "unfinished-change"];

test.after.always(() => app.close());

test("R-CTR-22 R-CTR-24 of a change and a cancelling asked for at once one is begun, never both", async (t) => {
  for (let round = 0; round < 8; round += 1) {
    const { id, data, lockVersion } = await official(`大厅${round}`);
    const change = () =>
      clerk.put(`/records/${id}`, {
        lockVersion,
        data: { ...data, address: "北京市东城区新地址1号" },
        submit: round > 3,
      });
    const cancel = () => clerk.post(`/records/${id}/cancel`, { reason: "搬迁" });
    const asked = round % 2 === 0 ? [cancel(), change(), cancel(), change()] : [change(), cancel(), change(), cancel()];
    const answers = await Promise.all(asked);
    const refused = refusals(answers);
    t.is(refused.length, 3, JSON.stringify(answers.map(({ status, body }) => [status, body.code])));
    for (const { status, body } of refused)
      t.true(status === 409 && codes.includes(body.code), `${status} ${body.code}`);
    const [row] = await app.db.owner("record").where({ id });
    const open = await app.db.owner("process_instance").where({ record_id: id }).whereNull("ended_at");
    const cancelling = open.some(({ purpose }) => purpose === "cancel");
    t.not(cancelling, row.working_revision_id !== null);
  }
  t.deepEqual(app.logged, []);
});

test("R-CTR-17 R-CTR-21 of approval, return and withdrawal at once one takes place", async (t) => {
  for (let round = 0; round < 4; round += 1) {
    const { id } = await fileHall(clerk, authority, { name: `窗口厅${round}` });
    const task = (await taskOf(reviewer, id))?.id;
    const ways = [
      () => reviewer.post(`/tasks/${task}/complete`, { outcome: "approve" }),
      () => reviewer.post(`/tasks/${task}/complete`, { outcome: "return", opinion: "请补充" }),
      () => clerk.post(`/records/${id}/withdraw`),
    ];
    const answers = await Promise.all([...ways.slice(round % 3), ...ways.slice(0, round % 3)].map((ask) => ask()));
    const refused = refusals(answers);
    t.is(refused.length, 2, JSON.stringify(answers.map(({ status, body }) => [status, body.code])));
    t.true(refused.every(({ status }) => status === 409));
    t.true(["inForce", "returned", "draft"].includes(got(await clerk.get(`/records/${id}`)).status));
  }
  t.deepEqual(app.logged, []);
});
