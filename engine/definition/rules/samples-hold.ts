import { type CompiledForm, compileForm, computeFields, type FormError } from "../../form/index.ts";
import type { Sample } from "../meta/sample.gen.ts";
import { variantSchema } from "../variant.ts";
import type { Finding, Rule, RuleContext } from "./rule.ts";

function fault({ valid, expect }: Sample, errors: FormError[]): string | undefined {
  const listed = errors.map(({ title, message }) => `${title}：${message}`).join("；");
  if (valid) return errors.length > 0 ? `本应通过，却被拒绝：${listed}` : undefined;
  if (errors.length === 0) return "本应被拒绝，却通过了";
  const found = [...new Set(errors.map(({ pointer }) => pointer))].sort();
  if (!expect || JSON.stringify([...expect].sort()) === JSON.stringify(found)) return undefined;
  return `应在 ${expect.join("、")} 处被拒绝，实际在 ${found.join("、")}`;
}

function warningFault({ warns }: Sample, warnings: FormError[]): string | undefined {
  const found = [...new Set(warnings.map(({ pointer }) => pointer))].sort();
  if (!warns || JSON.stringify([...warns].sort()) === JSON.stringify(found)) return undefined;
  return `应在 ${warns.join("、") || "无处"} 提醒，实际在 ${found.join("、") || "无处"}`;
}

/** The form a sample is held against, compiled once each; null where `schema-limits` says why there is none. */
function forms({ schemaOf, recordType }: RuleContext): (sample: Sample) => CompiledForm | null {
  const compiled = new Map<string, CompiledForm | null>();
  const compile = (sample: Sample): CompiledForm | null => {
    const schema = schemaOf(sample.recordType);
    const variant = recordType(sample.recordType)?.variants?.find(({ key }) => key === sample.variant);
    try {
      return schema ? compileForm(variant ? variantSchema(schema, variant) : schema) : null;
    } catch {
      return null;
    }
  };
  return (sample) => {
    const key = `${sample.recordType} ${sample.variant ?? ""}`;
    const form = compiled.get(key) ?? compile(sample);
    compiled.set(key, form);
    return form;
  };
}

/** Valid samples pass the form's check and invalid ones are refused, at exactly the fields they expect; warnings too. */
export const samplesHold: Rule = {
  name: "samples-hold",
  check: (context) => {
    const formOf = forms(context);
    return Object.entries(context.pkg.samples).flatMap(([file, sample]): Finding[] => {
      const refuse = (pointer: string, message: string, hint: string): Finding[] => [{ file, pointer, message, hint }];
      const settings = context.recordType(sample.recordType);
      if (!settings) {
        return refuse("/recordType", `样例的记录类型“${sample.recordType}”不存在`, "请改成这个定义包里的记录类型");
      }
      if (sample.variant !== undefined && !settings.variants?.some(({ key }) => key === sample.variant)) {
        return refuse("/variant", `样例的分级表单“${sample.variant}”不存在`, "请改成这个记录类型的分级表单");
      }
      const form = formOf(sample);
      const data = form && computeFields(form.schema, sample.data);
      const message =
        form && (fault(sample, form.validate(data, { mode: "submit" })) ?? warningFault(sample, form.warnings(data)));
      return message ? refuse("/data", `样例“${sample.title ?? file}”${message}`, "请修改表单，或修改这个样例") : [];
    });
  },
};
