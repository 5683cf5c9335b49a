import { Empty } from "antd";
import type { ReactNode } from "react";

/** An empty table or tab that says what to do next. */
export function EmptyHint({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<span className="secondary">{text}</span>}>
      {children}
    </Empty>
  );
}
