import type { RecordType } from "../meta/manifest.gen.ts";
import type { Finding, Rule, RuleContext } from "./rule.ts";

const fieldMissing = (context: RuleContext, recordType: string, field: string): boolean => {
  const schema = context.schemaOf(recordType);
  return schema !== undefined && !Object.hasOwn(schema.properties ?? {}, field);
};

function faults(context: RuleContext, { dispatch, ownForm }: RecordType): [string, string][] {
  const found: [string, string][] = [];
  if (ownForm && !context.recordType(ownForm.extends)) {
    found.push(["ownForm/extends", `自有表单要沿用的记录类型“${ownForm.extends}”不存在`]);
  }
  if (!dispatch) return found;
  const { recordType, subjects, subjectField, prefill } = dispatch;
  if (!context.recordType(recordType)) found.push(["dispatch/recordType", `下发要填报的记录类型“${recordType}”不存在`]);
  if (subjects && !context.recordType(subjects.recordType)) {
    found.push(["dispatch/subjects/recordType", `下发对象的记录类型“${subjects.recordType}”不存在`]);
  } else if (subjects && fieldMissing(context, subjects.recordType, subjects.field)) {
    found.push(["dispatch/subjects/field", `下发对象“${subjects.recordType}”没有字段“${subjects.field}”`]);
  }
  const filled = [
    ...(subjectField ? [["subjectField", subjectField]] : []),
    ...Object.keys(prefill ?? {}).map((field) => [`prefill/${field}`, field]),
  ];
  for (const [part = "", field = ""] of filled) {
    if (fieldMissing(context, recordType, field))
      found.push([`dispatch/${part}`, `下发时要填入的字段“${field}”在“${recordType}”中不存在`]);
  }
  return found;
}

/** What a dispatch and an own form name exists: record types, the subject's field, the fields filled in beforehand. */
export const dispatchTargetsExist: Rule = {
  name: "dispatch-targets-exist",
  check: (context) =>
    context.recordTypes.flatMap((settings, at) =>
      faults(context, settings).map(
        ([part, message]): Finding => ({
          file: "manifest.json",
          pointer: `/recordTypes/${at}/${part}`,
          message: `“${settings.title}”：${message}`,
          hint: "请改成这个定义包里已有的记录类型或字段",
        }),
      ),
    ),
};
