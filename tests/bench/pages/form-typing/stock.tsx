import Form from "@rjsf/antd";
import type { RJSFSchema } from "@rjsf/utils";
import validator from "@rjsf/validator-ajv8";
import { ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { largeData, largeForm } from "./large-form.ts";

const schema = largeForm(200) as RJSFSchema;

function Stock() {
  const [data, setData] = useState<unknown>(() => largeData(50));
  (window as unknown as Record<string, unknown>).data = data;
  return <Form schema={schema} validator={validator} formData={data} onChange={({ formData }) => setData(formData)} />;
}

createRoot(document.getElementById("root") as HTMLElement).render(
  <ConfigProvider locale={zhCN}>
    <Stock />
  </ConfigProvider>,
);
