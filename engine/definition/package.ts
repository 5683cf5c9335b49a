import type { FormSchema } from "../form/index.ts";
import type { Access } from "./meta/access.gen.ts";
import type { CodeList } from "./meta/code-list.gen.ts";
import type { Manifest } from "./meta/manifest.gen.ts";
import type { Organization } from "./meta/organization.gen.ts";
import type { Roles } from "./meta/roles.gen.ts";
import type { Sample } from "./meta/sample.gen.ts";
import type { Views } from "./meta/views.gen.ts";
import type { Problem } from "./problem.ts";

/** A definition package as it is stored and exchanged: file name (with `/` for folders) -> text. */
export type PackageFiles = Record<string, string>;

/** Global key of a record type, `<package>/<type>`; inside a package's own files the part after the `/` is used. */
export type RecordTypeKey = `${string}/${string}`;

/** Layout of a form: rjsf's uiSchema with `ui:order` and `ui:groups`. */
export type UiSchema = Record<string, unknown>;

/** One BPMN process of a package, uncompiled. */
export interface ProcessSource {
  key: string;
  title: string;
  file: string;
  xml: string;
}

/** One DMN file of a package, uncompiled. */
export interface DecisionSource {
  key: string;
  title: string;
  file: string;
  xml: string;
}

/** A loaded package: every file parsed and checked. Plain data; treat as frozen. */
export interface DefinitionPackage {
  key: string;
  title: string;
  version: string;
  manifest: Manifest;
  /** JSON Schemas by file name. */
  schemas: Record<string, FormSchema>;
  /** uiSchemas by file name. */
  uis: Record<string, UiSchema>;
  access: Access;
  views: Views;
  codeLists: CodeList[];
  roles?: Roles;
  organization?: Organization;
  /** By process key. */
  processes: Record<string, ProcessSource>;
  /** By the key of the manifest's entry. */
  decisions: Record<string, DecisionSource>;
  /** By file name. */
  samples: Record<string, Sample>;
  files: PackageFiles;
}

/** What a load gives: the package, or everything that is wrong with it. Warnings come with both. */
export type LoadResult = { ok: true; pkg: DefinitionPackage; problems: Problem[] } | { ok: false; problems: Problem[] };

/** What a package is checked against besides itself. */
export interface LoadContext {
  /** Packages it may refer to, by key. References to packages that are not here are not followed. */
  packages?: ReadonlyMap<string, DefinitionPackage>;
}
