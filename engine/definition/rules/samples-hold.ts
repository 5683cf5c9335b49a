import { compileForm, type FormError } from "../../form/index.ts";
import type { Sample } from "../meta/sample.gen.ts";
import type { Finding, Rule } from "./rule.ts";

function fault({ valid, expect }: Sample, errors: FormError[]): string | undefined {
  const listed = errors.map(({ title, message }) => `${title}：${message}`).join("；");
  if (valid) return errors.length > 0 ? `本应通过，却被拒绝：${listed}` : undefined;
  if (errors.length === 0) return "本应被拒绝，却通过了";
  const found = [...new Set(errors.map(({ pointer }) => pointer))].sort();
  if (!expect || JSON.stringify([...expect].sort()) === JSON.stringify(found)) return undefined;
  return `应在 ${expect.join("、")} 处被拒绝，实际在 ${found.join("、")}`;
}

/** Valid samples pass the form's check and invalid ones are refused, at exactly the fields they expect. */
export const samplesHold: Rule = {
  name: "samples-hold",
  check: ({ pkg, recordType, schemaOf }) =>
    Object.entries(pkg.samples).flatMap(([file, sample]): Finding[] => {
      const refuse = (pointer: string, message: string, hint: string): Finding[] => [{ file, pointer, message, hint }];
      if (!recordType(sample.recordType)) {
        return refuse("/recordType", `样例的记录类型“${sample.recordType}”不存在`, "请改成这个定义包里的记录类型");
      }
      const schema = schemaOf(sample.recordType);
      if (!schema) return [];
      try {
        const message = fault(sample, compileForm(schema).validate(sample.data, { mode: "submit" }));
        return message ? refuse("/data", `样例“${sample.title ?? file}”${message}`, "请修改表单，或修改这个样例") : [];
      } catch {
        return [];
      }
    }),
};
