import { useMemo } from "react";
import { useParams, useSearchParams } from "react-router-dom";
import { NewRecord } from "./NewRecord.tsx";

/** A new record of a type; `?form=` chooses the definition and `?set.<field>=` fills a field. */
export default function NewRecordPage() {
  const { package: pack, type } = useParams();
  const [params] = useSearchParams();
  const prefill = useMemo(() => {
    const presets = [...params].filter(([name]) => name.startsWith("set."));
    return Object.fromEntries(presets.map(([name, value]) => [name.slice("set.".length), value]));
  }, [params]);
  const recordType = `${pack}/${type}`;
  const form = params.get("form") ?? undefined;
  const scope = Object.values(prefill)[0];
  return (
    <NewRecord
      key={[recordType, form, scope].join()}
      recordType={recordType}
      definitionKey={form}
      prefill={prefill}
      scope={scope}
      back={params.get("back") ?? undefined}
    />
  );
}
