import { ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import "dayjs/locale/zh-cn";
import dayjs from "dayjs";
import { createRef } from "react";
import { createRoot } from "react-dom/client";
import { type FormServices, RecordForm, type RecordFormHandle, RecordView } from "../../../../renderer/form/index.ts";
import { audit } from "./audit.ts";
import { nested } from "./nested.ts";
import { report } from "./report.ts";

dayjs.locale("zh-cn");

const units = [
  { value: "u1", label: "东城区政务服务局" },
  { value: "u2", label: "西城区政务服务局" },
];
const services: FormServices = {
  uploadAttachment: async (file, progress) => {
    progress(1);
    return { id: `up-${file.name}`, name: file.name, size: file.size, mediaType: file.type };
  },
  attachmentUrl: (id) => `/attachments/${id}`,
  loadOptions: async (_kind, { values }, search) =>
    units.filter((unit) => (values ? values.includes(unit.value) : unit.label.includes(search))),
};

const query = new URLSearchParams(location.search);
const count = Number(query.get("rows") ?? 2);
const initialData = {
  rows: Array.from({ length: count }, (_, at) => ({
    id: `r${at}`,
    content: `事项 ${at + 1}`,
    count: at + 1,
    price: 1.5,
  })),
  unit: "u1",
  oldField: "往年口径",
};
const form = createRef<RecordFormHandle>();
const page = window as unknown as Record<string, unknown>;
page.form = form;
page.audit = audit;

const complete = {
  ...initialData,
  status: "o1",
  quantity: 12345,
  month: "2026-03",
  publicised: true,
  channels: ["o1", "o3"],
  measures: "第一行\n第二行",
  files: [{ id: "a", name: "扫描件.pdf", size: 204800, mediaType: "application/pdf" }],
  phone: "13800138000",
  period: { start: "2026-01-01", end: "2026-03-31" },
};

createRoot(document.getElementById("root") as HTMLElement).render(
  <ConfigProvider locale={zhCN}>
    <h1>重点工作填报</h1>
    {query.has("view") ? (
      <RecordView {...report} data={complete} formContext={services} />
    ) : (
      <RecordForm
        ref={form}
        {...(query.has("nested") ? { schema: nested } : report)}
        initialData={query.has("nested") ? { steps: [{}] } : initialData}
        formContext={services}
        fieldRights={query.has("rights") ? { "/status": "read", "/investment": "hidden", "/code": "required" } : {}}
        onSubmit={(data) => {
          page.submitted = data;
        }}
      />
    )}
  </ConfigProvider>,
);
