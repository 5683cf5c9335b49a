import test from "ava";
import { startTestApp } from "../../support/app.ts";
import type { Client } from "../../support/client.ts";
import { got } from "../key-work/got.ts";
import { fileAuthority, fileHall, taskOf } from "./hall.ts";

const app = await startTestApp({ shipped: true });
const admin = await app.client("admin");
const clerk = await app.client("110101-center");
const reviewer = await app.client("110101-center-reviewer");
const agency = await app.client("110101-agency");
const authority = await fileAuthority(await app.client("110101-filler"));

test.after.always(() => app.close());

/** A colleague of the reviewer's, with what moves him to a department. */
async function colleague(login: string): Promise<{ client: Client; move(): Promise<void> }> {
  const account = { login, name: "审核二", unitId: reviewer.session.unit.id, roles: ["district-center-reviewer"] };
  const made = got(await admin.post("/accounts", account), 201);
  const client = await app.client();
  got(await client.signIn(login, made.password));
  const moved = { name: "审核二", unitId: agency.session.unit.id, roles: ["district-agency-staff"] };
  return {
    client,
    async move() {
      got(await admin.put(`/accounts/${made.account.id}`, moved));
      got(await client.signIn(login, made.password));
    },
  };
}

for (const way of ["claimed", "was handed", "was asked beside"] as const) {
  test.serial(`R-CTR-19 R-CTR-20 who ${way} a review and went to a department since does not decide it`, async (t) => {
    const { id } = await fileHall(clerk, authority, { name: `大厅 ${way}` });
    const task = (await taskOf(reviewer, id))?.id;
    const { client, move } = await colleague(`second-${way.replaceAll(" ", "-")}`);
    const people = [client.session.account.id];
    if (way === "claimed") got(await client.post(`/tasks/${task}/claim`));
    else if (way === "was handed") t.is((await reviewer.post(`/tasks/${task}/transfer`, { people })).status, 204);
    else t.is((await reviewer.post(`/tasks/${task}/participants`, { people, where: "before" })).status, 204);
    await move();
    for (const body of [{ outcome: "approve" }, { outcome: "return", opinion: "不同意" }]) {
      const refused = await client.post(`/tasks/${task}/complete`, body);
      t.true([403, 404].includes(refused.status), `${refused.status} ${JSON.stringify(refused.body)}`);
    }
    if (way === "claimed") {
      t.is(await taskOf(client, id), undefined, "it went back to his colleagues");
      t.is((await taskOf(reviewer, id))?.id, task);
    }
    t.is(got(await clerk.get(`/records/${id}`)).status, "inReview");
  });
}

test.serial("R-CTR-20 nor does an administrator put a review before a department", async (t) => {
  const { id, instanceId } = await fileHall(clerk, authority, { name: "改派的大厅" });
  const taskId = (await taskOf(reviewer, id))?.id;
  const actions = [{ type: "assign", taskId, accountId: agency.session.account.id }];
  const refused = await admin.post(`/processes/${instanceId}/repair`, { actions, reason: "改派试试" });
  t.like(refused, { status: 422, body: { code: "wrong-person" } });
  t.is((await taskOf(reviewer, id))?.id, taskId);
});

test.after("no refusal was a fault", (t) => t.deepEqual(app.logged, []));
