import { admin } from "./zh-CN/admin.ts";
import { codeList } from "./zh-CN/code-list.ts";
import { common } from "./zh-CN/common.ts";
import { desk } from "./zh-CN/desk.ts";
import { dispatch } from "./zh-CN/dispatch.ts";
import { divisions } from "./zh-CN/divisions.ts";
import { list } from "./zh-CN/list.ts";
import { monitor } from "./zh-CN/monitor.ts";
import { ownForm } from "./zh-CN/own-form.ts";
import { record } from "./zh-CN/record.ts";
import { shell } from "./zh-CN/shell.ts";
import { statistics } from "./zh-CN/statistics.ts";
import { task } from "./zh-CN/task.ts";
import { taskOperations } from "./zh-CN/task-operations.ts";

/** Every string the renderer shows, by key; `{name}` stands for a parameter. */
export const zhCN = {
  ...admin,
  ...codeList,
  ...common,
  ...shell,
  ...desk,
  ...dispatch,
  ...divisions,
  ...list,
  ...monitor,
  ...ownForm,
  ...record,
  ...statistics,
  ...task,
  ...taskOperations,
} as const;
