import type { Finding, Rule } from "./rule.ts";

/** A record type names only processes the package declares. */
export const processKeyExists: Rule = {
  name: "process-key-exists",
  check: ({ pkg: { manifest }, recordTypes }) => {
    const known = (manifest.processes ?? []).map(({ key }) => key);
    return recordTypes.flatMap((settings, at) =>
      (["process", "cancelProcess"] as const).flatMap((part): Finding[] => {
        const key = settings[part];
        if (key === undefined || known.includes(key)) return [];
        return [
          {
            file: "manifest.json",
            pointer: `/recordTypes/${at}/${part}`,
            message: `记录类型“${settings.title}”要启动的流程“${key}”没有声明`,
            hint: `请在 processes 中声明它，或改成：${known.join("、") || "（还没有流程）"}`,
          },
        ];
      }),
    );
  },
};
