import { replaceStringParameters, TranslatableString } from "@rjsf/utils";

const chinese: Record<TranslatableString, string> = {
  [TranslatableString.ArrayItemTitle]: "第",
  [TranslatableString.MissingItems]: "缺少列表项的定义",
  [TranslatableString.EmptyArray]: "还没有内容，可用下面的按钮添加。",
  [TranslatableString.YesLabel]: "是",
  [TranslatableString.NoLabel]: "否",
  [TranslatableString.CloseLabel]: "关闭",
  [TranslatableString.ErrorsLabel]: "需要修改",
  [TranslatableString.NewStringDefault]: "新内容",
  [TranslatableString.AddButton]: "添加",
  [TranslatableString.AddItemButton]: "添加一项",
  [TranslatableString.CopyButton]: "复制",
  [TranslatableString.ExpandButton]: "展开循环",
  [TranslatableString.MoveDownButton]: "下移",
  [TranslatableString.MoveUpButton]: "上移",
  [TranslatableString.RemoveButton]: "删除",
  [TranslatableString.NowLabel]: "现在",
  [TranslatableString.ClearLabel]: "清除",
  [TranslatableString.AriaDateLabel]: "选择日期",
  [TranslatableString.PreviewLabel]: "预览",
  [TranslatableString.DecrementAriaLabel]: "减 1",
  [TranslatableString.IncrementAriaLabel]: "加 1",
  [TranslatableString.OptionalObjectAdd]: "填写此部分",
  [TranslatableString.OptionalObjectRemove]: "删除此部分",
  [TranslatableString.OptionalObjectEmptyMsg]: "此部分未填写",
  [TranslatableString.Type]: "类型",
  [TranslatableString.Value]: "值",
  [TranslatableString.ClearButton]: "清空",
  [TranslatableString.UnknownFieldType]: "不认识的字段类型 %1",
  [TranslatableString.OptionPrefix]: "方式 %1",
  [TranslatableString.TitleOptionPrefix]: "%1 方式 %2",
  [TranslatableString.KeyLabel]: "%1 的名称",
  [TranslatableString.DeprecatedLabel]: "%1（已停用）",
  [TranslatableString.CycleDetected]: "字段“%1”循环引用了自己，可展开一层。",
  [TranslatableString.InvalidObjectField]: "“%1”的布局配置有误：_%2_。",
  [TranslatableString.UnsupportedField]: "暂不支持这种字段。",
  [TranslatableString.UnsupportedFieldWithId]: "字段“%1”暂不支持。",
  [TranslatableString.UnsupportedFieldWithReason]: "暂不支持这种字段：_%1_。",
  [TranslatableString.UnsupportedFieldWithIdAndReason]: "字段“%1”暂不支持：_%2_。",
  [TranslatableString.FilesInfo]: "**%1**（%2，%3 字节）",
};

/** rjsf's own strings in Chinese. */
export function translate(key: TranslatableString, params?: string[]): string {
  return replaceStringParameters(chinese[key], params);
}
