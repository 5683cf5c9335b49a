export { ValueText } from "./controls/ReadValue.tsx";
export { valueBeside } from "./controls/useChoices.ts";
export { RecordForm, type RecordFormHandle, type RecordFormProps } from "./Form.tsx";
export { RecordView, type RecordViewProps } from "./RecordView.tsx";
export type { AttachmentValue, Choice, FormServices, OptionKind, OptionQuery } from "./services.ts";
