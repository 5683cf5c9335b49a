import test from "ava";
import { startTestApp } from "../../support/app.ts";
import { demoPackage } from "./demo-package.ts";

const app = await startTestApp({ packages: [demoPackage] });
const filler = await app.client("110101-filler");
const reviewer = await app.client("110101-reviewer");
test.after.always(() => app.close());

async function openTask(title: string): Promise<{ task: string; record: string }> {
  const data = { title, done: "是" };
  const { body } = await filler.post("/records", { recordType: "demo/report", data, submit: true });
  return { task: body.openTasks[0].id, record: body.id };
}

test.serial("of fifty clients who complete one task exactly one succeeds, and the rest learn who did", async (t) => {
  for (let round = 0; round < 3; round += 1) {
    const { task, record } = await openTask(`抢办${round}`);
    const body = { outcome: "approve" };
    const answers = await Promise.all(Array.from({ length: 50 }, () => reviewer.post(`/tasks/${task}/complete`, body)));
    const lost = answers.filter((answer) => answer.status === 409);
    t.is(answers.filter((answer) => answer.status === 200).length, 1);
    t.is(lost.length, 49);
    for (const { body: problem } of lost) {
      t.is(problem.code, "task-already-completed");
      t.is(problem.by.name, reviewer.session.account.name);
      t.regex(problem.detail, /已由东城区审核办理完毕/);
      t.false(Number.isNaN(Date.parse(problem.at)));
    }
    const open = await app.db.owner("task").where({ record_id: record, state: "open" });
    t.deepEqual(
      open.map((row) => row.node_id),
      ["second"],
    );
    const approved = await app.db.owner("record_event").where({ record_id: record, kind: "approved" });
    t.is(approved.length, 1);
  }
});

test.serial("approving and returning at once end in one of the two, never both", async (t) => {
  for (let round = 0; round < 5; round += 1) {
    const { task, record } = await openTask(`两可${round}`);
    const bodies = [{ outcome: "approve" }, { outcome: "return", opinion: "退" }];
    const answers = await Promise.all(bodies.map((body) => reviewer.post(`/tasks/${task}/complete`, body)));
    t.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409]);
    const open = await app.db.owner("task").where({ record_id: record, state: "open" });
    t.is(open.length, 1);
    t.is(open[0].node_id, answers[0]?.status === 200 ? "second" : "fill");
  }
});

test.serial("withdrawing while a reviewer approves ends in one of the two", async (t) => {
  for (let round = 0; round < 5; round += 1) {
    const { task, record } = await openTask(`撤回${round}`);
    const [approved, withdrawn] = await Promise.all([
      reviewer.post(`/tasks/${task}/complete`, { outcome: "approve" }),
      filler.post(`/records/${record}/withdraw`),
    ]);
    t.is([approved, withdrawn].filter((answer) => answer.status === 200).length, 1);
    t.is([approved, withdrawn].filter((answer) => answer.status === 409).length, 1);
    const open = await app.db.owner("task").where({ record_id: record, state: "open" });
    t.is(open.length, 1);
    t.is(open[0].node_id, approved.status === 200 ? "second" : "fill");
  }
});
