import { QueryClientProvider } from "@tanstack/react-query";
import { App as AntdApp, ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn.js";
import { RouterProvider } from "react-router-dom";
import { setSignedOutHandler } from "./api/client.ts";
import { forgetSession } from "./api/hooks/session.ts";
import { queryClient } from "./api/query-client.ts";
import { router } from "./routes.tsx";
import { theme } from "./theme.ts";

dayjs.locale("zh-cn");
setSignedOutHandler(forgetSession);

/** The whole application: language, look, server cache and pages. */
export function App() {
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      {/* Outside antd's: what a question asks may need the server. */}
      <QueryClientProvider client={queryClient}>
        <AntdApp>
          <RouterProvider router={router} />
        </AntdApp>
      </QueryClientProvider>
    </ConfigProvider>
  );
}
