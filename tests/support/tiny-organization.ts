import type { PackageFiles } from "../../engine/definition/index.ts";
import type { Division } from "../../server/organization/divisions.ts";

/** Two districts of two streets each, one village: the whole of a small city. */
export const tinyDivisions: Division[] = [
  { code: "110000000000", name: "北京市", level: 1, parentCode: null },
  { code: "110101000000", name: "东城区", level: 2, parentCode: "110000000000" },
  { code: "110102000000", name: "西城区", level: 2, parentCode: "110000000000" },
  { code: "110101001000", name: "东华门街道", level: 3, parentCode: "110101000000" },
  { code: "110101002000", name: "景山街道", level: 3, parentCode: "110101000000" },
  { code: "110102001000", name: "西长安街街道", level: 3, parentCode: "110102000000" },
  { code: "110102003000", name: "新街口街道", level: 3, parentCode: "110102000000" },
  { code: "110101001001", name: "多福巷社区居委会", level: 4, parentCode: "110101001000" },
];

const roles = [
  {
    key: "administrator",
    title: "系统管理员",
    permissions: ["definition.publish", "account.manage", "process.monitor", "audit.read", "organization.manage"],
  },
  { key: "city-officer", title: "市级经办", level: "city", permissions: ["definition.publish"] },
  { key: "city-reviewer", title: "市级审核", level: "city" },
  { key: "city-agency-staff", title: "市级部门人员", level: "city", seesOnly: "unit" },
  { key: "district-filler", title: "区级填报", level: "district" },
  { key: "district-reviewer", title: "区级审核", level: "district" },
  { key: "street-staff", title: "街道人员", level: "street" },
  { key: "leader", title: "领导" },
];

const units = [
  { kind: "bureau", level: "city", name: "市政务局" },
  { kind: "agency", level: "city", name: "市公安局", code: "agency-police" },
  { kind: "bureau", level: "district", name: "{division}政务局" },
  { kind: "street", level: "street", name: "{division}" },
  { kind: "village", level: "village", name: "{division}" },
];

const at = (level: string, unitKind: string, login: string, name: string, roles: string[]) => ({
  ...{ level, unitKind, login, name, roles },
});

/** Logins: admin, city-officer, city-reviewer, leader, agency-1, <6 digits>-filler, <6 digits>-reviewer, <9 digits>-staff. */
const accounts = [
  at("city", "bureau", "admin", "管理员", ["administrator"]),
  at("city", "bureau", "city-officer", "市经办", ["city-officer"]),
  at("city", "bureau", "city-reviewer", "市审核", ["city-reviewer"]),
  at("city", "bureau", "leader", "领导", ["leader"]),
  at("city", "agency", "agency-1", "公安局经办", ["city-agency-staff"]),
  at("district", "bureau", "{code}-filler", "{division}填报", ["district-filler"]),
  at("district", "bureau", "{code}-reviewer", "{division}审核", ["district-reviewer"]),
  at("street", "street", "{code}-staff", "{division}人员", ["street-staff"]),
];

const colors = {
  key: "colors",
  title: "颜色",
  items: [
    { code: "red", title: "红" },
    { code: "green", title: "绿" },
  ],
};

/** The package that every test application has: roles, units, accounts and one code list. */
export const sharedPackage: PackageFiles = {
  "manifest.json": JSON.stringify({
    ...{ key: "_shared", title: "公共", version: "1.0.0" },
    ...{ roles: "roles.json", organization: "organization.json", codeLists: ["code-lists/colors.json"] },
  }),
  "roles.json": JSON.stringify({ roles }),
  "organization.json": JSON.stringify({ units, accounts }),
  "code-lists/colors.json": JSON.stringify(colors),
};
