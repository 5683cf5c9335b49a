import { displayValue, type FormSchema, isBlank } from "../../engine/form/index.ts";
import { words } from "./words.ts";

/** What the data holds that its form no longer has a field for: shown, never edited, always kept. */
export function HistoryFields({ schema, data }: { schema: FormSchema; data: unknown }) {
  const known = new Set(Object.keys(schema.properties ?? {}));
  const unknown = Object.entries((data ?? {}) as Record<string, unknown>).filter(
    ([name, value]) => !known.has(name) && !isBlank(value),
  );
  if (unknown.length === 0) return null;
  return (
    <fieldset className="tb-group tb-history">
      <legend>{words.historyFields}</legend>
      <p className="tb-help">{words.historyHelp}</p>
      <dl className="tb-description">
        {unknown.map(([name, value]) => (
          <div key={name} className="tb-pair" style={{ "--span": 24 } as React.CSSProperties}>
            <dt>{name}</dt>
            <dd>{typeof value === "object" ? JSON.stringify(value) : displayValue({}, value)}</dd>
          </div>
        ))}
      </dl>
    </fieldset>
  );
}
