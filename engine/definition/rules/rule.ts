import type { FormSchema } from "../../form/index.ts";
import { mergeSchema } from "../extend.ts";
import type { RecordType } from "../meta/manifest.gen.ts";
import type { DefinitionPackage } from "../package.ts";
import type { Problem } from "../problem.ts";
import { inlineReferences } from "../references.ts";
import type { Packages } from "../resolve.ts";

/** What a rule found; an error unless it says otherwise. */
export type Finding = Omit<Problem, "rule" | "severity"> & { severity?: Problem["severity"] };

/** What a rule looks at. */
export interface RuleContext {
  pkg: DefinitionPackage;
  /** Other packages, by key; a rule does not follow a reference to one that is not here. */
  packages: Packages;
  recordTypes: RecordType[];
  /** The settings of a record type of this package. */
  recordType(key: string): RecordType | undefined;
  /** A record type's schema, merged with the one it extends; undefined when either is not known. */
  schemaOf(key: string): FormSchema | undefined;
  /** The field that names a record of a type; where the type extends another, the other's. */
  titleFieldOf(key: string): string | undefined;
  /** Record types as this package may name them globally: `<package>/<type>`. */
  knows(recordTypeKey: string): boolean | "unknown-package";
}

/** A check across the files of a package: one rule, one file, one kind of message. */
export interface Rule {
  name: string;
  check(context: RuleContext): Finding[];
}

function baseOf(pkg: DefinitionPackage, packages: Packages): { settings: RecordType; schema: FormSchema } | undefined {
  const { extends: base } = pkg.manifest;
  const basePackage = base && packages.get(base.package);
  const settings = basePackage?.manifest.recordTypes?.find(({ key }) => key === base?.recordType);
  const schema = settings && basePackage?.schemas[settings.schema];
  return schema && { settings, schema: inlineReferences(schema, packages) };
}

/** Prepares a package for being looked at by the rules. */
export function ruleContext(pkg: DefinitionPackage, others: Packages): RuleContext {
  const packages = new Map([...others, [pkg.key, pkg]]);
  const recordTypes = pkg.manifest.recordTypes ?? [];
  const recordType = (key: string) => recordTypes.find((one) => one.key === key);
  return {
    pkg,
    packages,
    recordTypes,
    recordType,
    schemaOf(key) {
      const own = pkg.schemas[recordType(key)?.schema ?? ""];
      if (!own) return undefined;
      const inlined = inlineReferences(own, packages);
      if (!pkg.manifest.extends) return inlined;
      const base = baseOf(pkg, packages);
      return base && mergeSchema(base.schema, inlined);
    },
    titleFieldOf: (key) => (pkg.manifest.extends ? baseOf(pkg, packages)?.settings : recordType(key))?.titleField,
    knows(key) {
      const [packageKey = "", type = ""] = key.split("/");
      const found = packages.get(packageKey);
      if (!found) return "unknown-package";
      return found.manifest.recordTypes?.some((one) => one.key === type) ?? false;
    },
  };
}
