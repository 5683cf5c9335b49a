import { Button } from "antd";
import { useExactCount } from "../../api/hooks/lists.ts";
import type { ListRequest, ListResult } from "../../api/list-types.ts";
import { t } from "../../i18n/index.ts";

interface Props {
  view: string;
  request: ListRequest;
  total: ListResult["total"];
}

/** How many rows there are; counting beyond the cap waits until somebody asks. */
export function TotalCount({ view, request, total }: Props) {
  const exact = useExactCount(view);
  const counted = exact.data && exact.variables && questionOf(exact.variables) === questionOf(request);
  if (!total.capped) return t("common.total", { count: total.count });
  if (counted) return t("common.total", { count: exact.data.total.count.toLocaleString("zh-CN") });
  const shown = (total.count > 1000 ? total.count - 1 : total.count).toLocaleString("zh-CN");
  return (
    <Button type="link" size="small" loading={exact.isPending} onClick={() => exact.mutate(request)}>
      {t("list.exact", { count: shown })}
    </Button>
  );
}

const questionOf = ({ filters, search, drill, tile }: ListRequest) => JSON.stringify({ filters, search, drill, tile });
