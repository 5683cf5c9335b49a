/** What a bureau's clerk fills of a managing body; the city's form and, with the supervisor, a district's. */
export const body = {
  name: "政务服务和数据管理局",
  nature: "administrative",
  address: "北京市通州区留庄路6号院",
  phone: "010-55577777",
  duties: "统筹政务服务体系建设。",
  divisions: [{ name: "体系处", head: "王五", phone: "010-55577701", quota: 12, actual: 11 }],
  leaders: [{ name: "张三", position: "局长", charge: "主持全面工作" }],
  quotaAdministrative: 120,
  actualAdministrative: 110,
  quotaInstitution: 60,
  actualInstitution: 58,
  hallDepartment: "政务服务中心",
  hallDepartmentHead: "李四",
  hallDepartmentPhone: "010-89150001",
  principalName: "张三",
  principalPosition: "局长",
  principalPhone: "010-55577001",
};

/** What a district fills besides. */
export const supervisor = { supervisorName: "赵六", supervisorPosition: "副区长", supervisorPhone: "010-84001234" };

/** What a street fills. */
export const streetBody = {
  name: "东华门街道办事处",
  streetKind: "subdistrict",
  address: "北京市东城区南河沿大街1号",
  phone: "010-65121234",
  duties: "负责本街道政务服务工作。",
  leaders: [{ name: "孙七", position: "市民活动中心主任" }],
  quotaAdministrative: 60,
  actualAdministrative: 58,
  hallDepartment: "市民活动中心",
  hallDepartmentHead: "孙七",
  hallDepartmentPhone: "010-65121235",
  principalName: "孙七",
  principalPosition: "主任",
  principalPhone: "010-65121235",
  unitPrincipalName: "周八",
  unitPrincipalPosition: "街道办事处主任",
  unitPrincipalPhone: "010-65121200",
};
