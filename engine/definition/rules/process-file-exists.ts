import type { Rule } from "./rule.ts";

/** A declared process has its BPMN file in the package. */
export const processFileExists: Rule = {
  name: "process-file-exists",
  check: ({ pkg: { manifest, files } }) =>
    (manifest.processes ?? []).flatMap(({ title, file }, at) =>
      file in files
        ? []
        : [
            {
              file: "manifest.json",
              pointer: `/processes/${at}/file`,
              message: `流程“${title}”的文件“${file}”不在定义包里`,
              hint: `请补上“${file}”，或去掉这个流程`,
            },
          ],
    ),
};
