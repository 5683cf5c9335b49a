import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { BpmnModdle } from "bpmn-moddle";
import { projectRoot } from "../../server/project-root.ts";

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Drawn {
  $type: string;
  bpmnElement: { id: string; name?: string; $type: string };
  bounds?: Box;
  label?: { bounds?: Box };
  waypoint?: { x: number; y: number }[];
}

interface Named extends Box {
  name: string;
}

const overlap = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** The lines of an edge as thin boxes: ours run straight across or up and down. */
function linesOf({ waypoint = [], bpmnElement }: Drawn): Named[] {
  return waypoint.slice(1).map((to, at) => {
    const from = waypoint[at] as { x: number; y: number };
    const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
    const [width, height] = [Math.abs(from.x - to.x) || 1, Math.abs(from.y - to.y) || 1];
    return { name: `line of ${bpmnElement.id}`, x, y, width, height };
  });
}

const containers = new Set(["bpmn:Lane", "bpmn:Participant", "bpmn:SubProcess"]);

function clashes(drawn: readonly Drawn[]): string[] {
  const labels = drawn.flatMap(({ label, bpmnElement: { id } }): Named[] =>
    label?.bounds ? [{ ...box(label.bounds), name: `label of ${id}` }] : [],
  );
  const shapes = drawn.flatMap(({ bounds, bpmnElement: { id, $type } }): Named[] =>
    bounds && !containers.has($type)
      ? [{ ...($type.endsWith("Gateway") ? within(bounds) : box(bounds)), name: id }]
      : [],
  );
  const others = [...shapes, ...labels, ...drawn.flatMap(linesOf)];
  return labels.flatMap((label) =>
    others.filter((other) => other !== label && overlap(label, other)).map(({ name }) => `${label.name} on ${name}`),
  );
}

/** A diamond fills the middle of its box. */
const within = ({ x, y, width, height }: Box): Box => ({
  ...{ x: x + width / 4, y: y + height / 4 },
  ...{ width: width / 2, height: height / 2 },
});

const box = ({ x, y, width, height }: Box): Box => ({ x, y, width, height });

const folder = join(projectRoot(), "definitions");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".bpmn"));

for (const file of files) {
  test(`${file}: every word of its picture can be read`, async (t) => {
    const { rootElement } = await new BpmnModdle().fromXML(readFileSync(join(folder, file), "utf8"));
    const { diagrams } = rootElement as unknown as { diagrams: { plane: { planeElement: Drawn[] } }[] };
    t.deepEqual(
      diagrams.flatMap(({ plane }) => clashes(plane.planeElement)),
      [],
    );
  });
}
