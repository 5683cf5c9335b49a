import type { Rule } from "./rule.ts";

/** Lists and statistics are of a record type of the package. */
export const viewRecordTypeExists: Rule = {
  name: "view-record-type-exists",
  check: ({ pkg: { views }, recordType, recordTypes }) => {
    const declared = [
      ...(views.lists ?? []).map((view, at) => ({ view, pointer: `/lists/${at}/recordType` })),
      ...(views.statistics ?? []).map((view, at) => ({ view, pointer: `/statistics/${at}/recordType` })),
    ];
    return declared
      .filter(({ view }) => !recordType(view.recordType))
      .map(({ view, pointer }) => ({
        file: "views.json",
        pointer,
        message: `“${view.title}”的记录类型“${view.recordType}”不存在`,
        hint: `请改成：${recordTypes.map(({ key }) => key).join("、") || "（还没有记录类型）"}`,
      }));
  },
};
