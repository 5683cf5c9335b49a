import { useState } from "react";
import { t } from "../i18n/index.ts";

/** Page number and size of a table, as antd's pagination wants them. */
export function usePaging(initialSize = 20) {
  const [{ page, size }, setPaging] = useState({ page: 1, size: initialSize });
  const pagination = (total: number) => ({
    current: page,
    pageSize: size,
    total,
    showSizeChanger: true,
    pageSizeOptions: [10, 20, 50, 100],
    hideOnSinglePage: total <= initialSize,
    showTotal: (count: number) => t("common.total", { count }),
    onChange: (next: number, nextSize: number) => setPaging({ page: nextSize === size ? next : 1, size: nextSize }),
  });
  const reset = () => setPaging({ page: 1, size });
  return { offset: (page - 1) * size, limit: size, pagination, reset };
}
