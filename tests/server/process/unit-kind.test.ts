import test from "ava";
import { startTestApp } from "../../support/app.ts";
import { inLine, operationsPackage } from "./operations-package.ts";

const reviewers = 'role="city-reviewer" unit="level" level="city"';
const kindOf = (unitKind: string) => ({
  id: "review",
  name: "审核",
  assignment: `${reviewers} unitKind="${unitKind}"`,
});
const app = await startTestApp({
  packages: [
    operationsPackage({
      toAgency: inLine("toAgency", [kindOf("agency")]),
      toBureau: inLine("toBureau", [kindOf("bureau")]),
    }),
  ],
});
test.after.always(() => app.close());

test("of two units of one level that both hold the role, the kind says which one decides", async (t) => {
  const admin = await app.client("admin");
  const agency = await app.client("agency-1");
  const account = {
    login: "agency-reviewer",
    name: "公安局审核",
    unitId: agency.session.unit.id,
    roles: ["city-reviewer"],
  };
  const { password } = (await admin.post("/accounts", account)).body;
  const inAgency = await app.client();
  await inAgency.signIn(account.login, password);
  const inBureau = await app.client("city-reviewer");
  const filler = await app.client("110101-filler");
  for (const [process, mine, other] of [
    ["toAgency", inAgency, inBureau],
    ["toBureau", inBureau, inAgency],
  ] as const) {
    const filed = await filler.post("/records", {
      recordType: `ops/${process}`,
      data: { title: process },
      submit: true,
    });
    t.is(filed.status, 201, JSON.stringify(filed.body));
    const holds = async (client: typeof mine) => {
      const { rows } = (await client.get("/tasks?box=todo&limit=50")).body;
      return rows.some(({ recordId }: { recordId: string }) => recordId === filed.body.id);
    };
    t.deepEqual([await holds(mine), await holds(other)], [true, false], process);
    const task = filed.body.openTasks[0].id;
    t.true((await other.post(`/tasks/${task}/complete`, { outcome: "approve" })).status >= 400);
    t.is((await mine.post(`/tasks/${task}/complete`, { outcome: "approve" })).status, 200);
  }
});
