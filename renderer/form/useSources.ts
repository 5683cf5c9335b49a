import { useEffect } from "react";
import { derivedValues, hasDerived } from "../../engine/form/index.ts";
import type { FormModel } from "./model.ts";
import type { FormServices } from "./services.ts";

/** Keeps the values that other records say up to the records chosen, while somebody fills the form. */
export function useSources(model: FormModel, { loadSources }: FormServices): void {
  useEffect(() => {
    if (!loadSources || !hasDerived(model.schema)) return;
    const chosen = () =>
      JSON.stringify(derivedValues(model.schema, model.getData()).map(({ id, field }) => [id, field]));
    let asked = chosen();
    return model.subscribe(() => {
      const now = chosen();
      if (now === asked) return;
      asked = now;
      const isCurrent = () => asked === now;
      // Without an answer the save still brings the right values: the server works them out itself.
      void loadSources(model.getData()).then(
        (found) => isCurrent() && model.setSources(found),
        () => {},
      );
    });
  }, [model, loadSources]);
}
