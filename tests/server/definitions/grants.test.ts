import test from "ava";
import type { PackageFiles } from "../../../engine/definition/index.ts";
import { startTestApp } from "../../support/app.ts";
import { sharedPackage } from "../../support/tiny-organization.ts";

const app = await startTestApp();
const [officer, admin] = [await app.client("city-officer"), await app.client("admin")];
test.after.always(() => app.close());

interface Role {
  key: string;
  title: string;
  permissions?: string[];
  members?: string[];
}

const roles: Role[] = JSON.parse(sharedPackage["roles.json"] as string).roles;
const key = JSON.parse(sharedPackage["manifest.json"] as string).key as string;

const withRoles = (changed: Role[]): PackageFiles => ({
  ...sharedPackage,
  "roles.json": JSON.stringify({ roles: changed }),
});

const publish = (client: typeof officer, files: PackageFiles) =>
  client.post(`/definitions/${key}/versions`, { files, baseNumber: app.ctx.definitions.live(key).number });

const granted = (role: Role): Role =>
  role.key === "city-officer" ? { ...role, permissions: ["account.manage"] } : role;

test.serial("whoever publishes without managing accounts gives nobody a right by it, himself the least", async (t) => {
  const attempts: [string, PackageFiles][] = [
    ["市级经办", withRoles(roles.map(granted))],
    ["领导", withRoles(roles.filter(({ key }) => key !== "leader"))],
    ["督查", withRoles([...roles, { key: "watcher", title: "督查", permissions: ["audit.read"] }])],
    ["总审核", withRoles([...roles, { key: "every-reviewer", title: "总审核", members: ["city-reviewer"] }])],
    ["organization.json", { ...sharedPackage, "organization.json": JSON.stringify({ units: [], accounts: [] }) }],
  ];
  for (const [what, files] of attempts) {
    const { status, body } = await publish(officer, files);
    t.is(status, 403, what);
    t.is(body.code, "grants-not-allowed");
    t.true(body.detail.includes(what), body.detail);
    t.regex(body.detail, /系统管理员/);
  }
  t.is(app.ctx.definitions.live(key).number, 1);
  t.is((await officer.get("/accounts")).status, 403);
});

test.serial(
  "a role that may do nothing by itself he may add, and who manages accounts may change them all",
  async (t) => {
    const added = [...roles, { key: "observer", title: "观察员" }];
    t.is((await publish(officer, withRoles(added))).status, 201);
    const { status, body } = await publish(admin, withRoles(added.map(granted)));
    t.is(status, 201, JSON.stringify(body));
  },
);
