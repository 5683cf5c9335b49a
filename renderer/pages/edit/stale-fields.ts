import {
  diffData,
  type FieldChange,
  type FormSchema,
  mergeData,
  type NamingIn,
  parsePointer,
} from "../../../engine/form/index.ts";

type Data = Record<string, unknown>;

/** What the server answers to a save of a state that is no longer the latest. */
export interface StaleRecord {
  theirs: { data: Data; lockVersion: number; by: string | null; at: string | null };
  /** The state both sides began with. */
  base?: Data | null;
}

/** Which side of a field is kept; `both`: rows and parts that only one side changed, put together. */
export type Side = "mine" | "theirs" | "both";

/** One top-level field that the sides disagree on. */
export interface StaleField {
  name: string;
  title: string;
  /** `before` is theirs, `after` mine. */
  changes: FieldChange[];
  /** What is chosen until somebody chooses otherwise: the side that changed it alone, both where they can be joined. */
  suggested: Side;
  mergeable: boolean;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function merged({ theirs, base }: StaleRecord, mine: Data) {
  const { merged: data, conflicts } = mergeData(base ?? {}, mine, theirs.data);
  return { data: data as Data, conflicts: new Set(conflicts.map((pointer) => parsePointer(pointer)[0])) };
}

/** The fields to choose between, in the form's order; codes and ids by their names, where `naming` knows them. */
export function staleFields(schema: FormSchema, mine: Data, stale: StaleRecord, naming?: NamingIn): StaleField[] {
  const { data, conflicts } = merged(stale, mine);
  const byName = new Map<string, FieldChange[]>();
  for (const change of diffData(schema, stale.theirs.data, mine, { naming })) {
    const name = String(parsePointer(change.pointer)[0] ?? "");
    byName.set(name, [...(byName.get(name) ?? []), change]);
  }
  return [...byName].map(([name, changes]) => {
    const own = same(data[name], mine[name]);
    const other = same(data[name], stale.theirs.data[name]);
    const mergeable = !own && !other && !conflicts.has(name);
    const suggested = mergeable ? "both" : other ? "theirs" : "mine";
    return { name, title: changes[0]?.title.split(" › ")[0] ?? name, changes, suggested, mergeable };
  });
}

/** The data that the choices lead to; fields nobody disagrees on are the same on both sides. */
export function chosenData(mine: Data, stale: StaleRecord, choices: Record<string, Side>): Data {
  const joined = merged(stale, mine).data;
  const sources: Record<Side, Data> = { mine, theirs: stale.theirs.data, both: joined };
  const result: Data = { ...joined };
  for (const [name, side] of Object.entries(choices)) {
    const value = sources[side][name];
    if (value === undefined) delete result[name];
    else result[name] = value;
  }
  return result;
}
