import { Spin } from "antd";
import { t } from "../i18n/index.ts";

/** Shown while a page or its data is on the way. */
export function PageLoading({ text = t("common.loading") }: { text?: string }) {
  return (
    <div className="page-loading" role="status">
      <Spin description={text}>
        <div className="page-loading-space" />
      </Spin>
    </div>
  );
}
