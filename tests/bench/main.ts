import type { Figure } from "./figure.ts";
import { endProducts } from "./filled-product.ts";

/** Every bench by name; each boots what it needs and measures its floor in the same run. */
const BENCHES: Record<string, () => Promise<() => Promise<Figure[]>>> = {
  "process-step": async () => (await import("./process-step.ts")).processStep,
  "approval-step": async () => (await import("./approval-step.ts")).approvalStep,
  "task-once": async () => (await import("./task-once.ts")).taskOnce,
  timers: async () => (await import("./timers.ts")).timers,
  "record-create": async () => (await import("./record-create.ts")).recordCreate,
  "list-page": async () => (await import("./list-page.ts")).listPage,
  desk: async () => (await import("./desk.ts")).desk,
  monitor: async () => (await import("./monitor.ts")).monitor,
  pivot: async () => (await import("./pivot.ts")).pivot,
  export: async () => (await import("./export.ts")).exportRows,
  dispatch: async () => (await import("./dispatch.ts")).dispatch,
  "service-system": async () => (await import("./service-system.ts")).serviceSystem,
  "server-memory": async () => (await import("./server-memory.ts")).serverMemory,
  "form-typing": async () => (await import("./form-typing.ts")).formTyping,
};

/** `npm run bench -- [--json] [name ...]`: one JSON line, or one readable line, per figure. */
async function main(args: string[]): Promise<void> {
  const asJson = args.includes("--json");
  const wanted = args.filter((arg) => !arg.startsWith("--"));
  for (const [name, load] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const figure of await (await load())()) print(figure, asJson);
  }
}

function print(figure: Figure, asJson: boolean): void {
  const { name, value, unit, floor, ratio } = figure;
  const line = `${name.padEnd(44)} ${value.toPrecision(4)} ${unit} (floor ${floor.toPrecision(4)}, ratio ${ratio.toPrecision(3)})`;
  process.stdout.write(`${asJson ? JSON.stringify(figure) : line}\n`);
}

try {
  await main(process.argv.slice(2));
} finally {
  await endProducts();
}
process.exit(0);
