import { ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import { createRoot } from "react-dom/client";
import { RecordForm } from "../../../../renderer/form/index.ts";
import { largeData, largeForm } from "./large-form.ts";

const rows = Number(new URLSearchParams(location.search).get("rows") ?? 50);
const schema = largeForm(200);
const data = largeData(rows);

createRoot(document.getElementById("root") as HTMLElement).render(
  <ConfigProvider locale={zhCN}>
    <RecordForm
      schema={schema}
      initialData={data}
      onChange={(changed) => {
        (window as unknown as Record<string, unknown>).data = changed;
      }}
    />
  </ConfigProvider>,
);
