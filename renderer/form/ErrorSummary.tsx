import { useSyncExternalStore } from "react";
import { useFormScope } from "./context.ts";
import { words } from "./words.ts";

/** Everything that is wrong, on top of the form, each as a link to its field. */
export function ErrorSummary({ focusField }: { focusField: (pointer: string) => void }) {
  const { model } = useFormScope();
  const errors = useSyncExternalStore(model.subscribe, () => model.summary());
  return (
    <div role="alert">
      {errors.length > 0 && (
        <div className="tb-summary">
          <p>{words.errorSummary(errors.length)}</p>
          <ul>
            {errors.map(({ pointer, keyword, title, message }) => (
              <li key={`${pointer} ${keyword} ${message}`}>
                {pointer === "" ? (
                  message
                ) : (
                  <button type="button" className="tb-link" onClick={() => focusField(pointer)}>
                    {title}：{message}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
