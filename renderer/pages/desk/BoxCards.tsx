import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  FormOutlined,
  InboxOutlined,
  MailOutlined,
  SendOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import { Link } from "react-router-dom";
import type { TaskBox, TaskCounts } from "../../api/types.ts";
import { t } from "../../i18n/index.ts";

interface Props {
  boxes: TaskBox[];
  counts?: TaskCounts;
  selected: TaskBox;
  onSelect: (box: TaskBox) => void;
}

const icons: Record<TaskBox, ReactNode> = {
  todo: <InboxOutlined />,
  done: <CheckCircleOutlined />,
  started: <SendOutlined />,
  overdue: <ClockCircleOutlined />,
  cc: <MailOutlined />,
};

function Face({ icon, label, count }: { icon: ReactNode; label: string; count?: number }) {
  return (
    <>
      <span className="box-card-icon">{icon}</span>
      <span className="box-card-label">{label}</span>
      <span className="box-card-count">{count ?? "–"}</span>
    </>
  );
}

/** The task boxes with their counts; the chosen one fills the table. */
export function BoxCards({ boxes, counts, selected, onSelect }: Props) {
  return (
    <section className="box-cards" aria-label={t("desk.boxes")}>
      {boxes.map((box) => (
        <button
          key={box}
          type="button"
          className={`box-card box-card-${box}`}
          data-alert={box === "overdue" && Boolean(counts?.overdue)}
          aria-pressed={box === selected}
          onClick={() => onSelect(box)}
        >
          <Face icon={icons[box]} label={t(`box.${box}`)} count={counts?.[box]} />
        </button>
      ))}
      <Link className="box-card box-card-obligations" to="/obligations">
        <Face icon={<FormOutlined />} label={t("box.obligations")} count={counts?.obligationsDue} />
      </Link>
    </section>
  );
}
