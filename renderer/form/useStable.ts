import { deepEquals } from "@rjsf/utils";
import { useMemo, useRef } from "react";
import type { FormServices } from "./services.ts";

/** The same object as before while its content is the same, so that a parent may write objects inline. */
export function useStable<T>(value: T): T {
  const kept = useRef(value);
  if (kept.current !== value && !deepEquals(kept.current, value)) kept.current = value;
  return kept.current;
}

/** Services whose identity never changes, calling those given last. */
export function useStableServices(services: FormServices): FormServices {
  const latest = useRef(services);
  latest.current = services;
  const { uploadAttachment, attachmentUrl, loadOptions, loadSources } = services;
  const [uploads, links, loads, derives] = [uploadAttachment, attachmentUrl, loadOptions, loadSources].map(Boolean);
  return useMemo(() => {
    const current = () => latest.current as Required<FormServices>;
    return {
      ...(uploads && { uploadAttachment: (file, report) => current().uploadAttachment(file, report) }),
      ...(links && { attachmentUrl: (id) => current().attachmentUrl(id) }),
      ...(loads && { loadOptions: (kind, params, search) => current().loadOptions(kind, params, search) }),
      ...(derives && { loadSources: (data) => current().loadSources(data) }),
    } satisfies FormServices;
  }, [uploads, links, loads, derives]);
}
