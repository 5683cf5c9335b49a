import { type CompiledForm, compileForm, type FormError } from "../../form/index.ts";
import type { Sample } from "../meta/sample.gen.ts";
import type { Finding, Rule, RuleContext } from "./rule.ts";

function fault({ valid, expect }: Sample, errors: FormError[]): string | undefined {
  const listed = errors.map(({ title, message }) => `${title}：${message}`).join("；");
  if (valid) return errors.length > 0 ? `本应通过，却被拒绝：${listed}` : undefined;
  if (errors.length === 0) return "本应被拒绝，却通过了";
  const found = [...new Set(errors.map(({ pointer }) => pointer))].sort();
  if (!expect || JSON.stringify([...expect].sort()) === JSON.stringify(found)) return undefined;
  return `应在 ${expect.join("、")} 处被拒绝，实际在 ${found.join("、")}`;
}

/** The record type's form, compiled once for all samples; null where `schema-limits` says why there is none. */
function forms({ schemaOf }: RuleContext): (recordType: string) => CompiledForm | null {
  const compiled = new Map<string, CompiledForm | null>();
  const compile = (recordType: string): CompiledForm | null => {
    const schema = schemaOf(recordType);
    try {
      return schema ? compileForm(schema) : null;
    } catch {
      return null;
    }
  };
  return (recordType) => {
    const form = compiled.get(recordType) ?? compile(recordType);
    compiled.set(recordType, form);
    return form;
  };
}

/** Valid samples pass the form's check and invalid ones are refused, at exactly the fields they expect. */
export const samplesHold: Rule = {
  name: "samples-hold",
  check: (context) => {
    const formOf = forms(context);
    return Object.entries(context.pkg.samples).flatMap(([file, sample]): Finding[] => {
      const refuse = (pointer: string, message: string, hint: string): Finding[] => [{ file, pointer, message, hint }];
      if (!context.recordType(sample.recordType)) {
        return refuse("/recordType", `样例的记录类型“${sample.recordType}”不存在`, "请改成这个定义包里的记录类型");
      }
      const form = formOf(sample.recordType);
      const message = form && fault(sample, form.validate(sample.data, { mode: "submit" }));
      return message ? refuse("/data", `样例“${sample.title ?? file}”${message}`, "请修改表单，或修改这个样例") : [];
    });
  },
};
