import { Steps } from "antd";
import type { PathStep } from "../api/operation-types.ts";

const states: Record<PathStep["kind"], "wait" | "process" | "finish" | "error"> = {
  task: "process",
  automatic: "finish",
  wait: "error",
  end: "wait",
};

/** The stops of a path one below the other, in plain words. */
export function PathSteps({ path }: { path: PathStep[] }) {
  return (
    <Steps
      className="path-steps"
      orientation="vertical"
      size="small"
      items={path.map(({ name, text, kind }) => ({ title: name, content: text, status: states[kind] }))}
    />
  );
}
