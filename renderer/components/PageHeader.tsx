import { ArrowLeftOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useEffect } from "react";
import { useNavigate } from "react-router-dom";
import { t } from "../i18n/index.ts";

interface Props {
  title: string;
  /** Beside the title, e.g. a status. */
  tags?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  /** Offers the way back to the page before. */
  back?: boolean;
}

/** A page's title and what can be done there; also names the browser's tab. */
export function PageHeader({ title, tags, lead, actions, back }: Props) {
  const navigate = useNavigate();
  useEffect(() => {
    document.title = `${title} - ${t("app.product")}`;
  }, [title]);
  return (
    <div className="page-header">
      <div className="page-header-main">
        {back && (
          <Button type="text" icon={<ArrowLeftOutlined />} aria-label={t("action.back")} onClick={() => navigate(-1)} />
        )}
        <h1>{title}</h1>
        {tags}
        {lead && <span className="page-header-lead">{lead}</span>}
      </div>
      {actions && <div className="page-header-actions">{actions}</div>}
    </div>
  );
}
