import type { FormProps } from "@rjsf/core";
import { KindField } from "./KindField.tsx";
import { SubTableField } from "./sub-table/SubTableField.tsx";
import { ArrayFieldItemTemplate, ArrayFieldTemplate } from "./templates/ArrayFieldTemplate.tsx";
import { FieldTemplate } from "./templates/FieldTemplate.tsx";
import { ObjectFieldTemplate } from "./templates/ObjectFieldTemplate.tsx";
import { translate } from "./translate.ts";

const nothing = () => null;

/** Our theme of @rjsf: fields, templates and strings, to be spread over its Form. */
export const theme: Pick<FormProps, "fields" | "templates" | "translateString"> = {
  fields: { Kind: KindField, SubTable: SubTableField },
  templates: {
    FieldTemplate,
    ObjectFieldTemplate,
    ArrayFieldTemplate,
    ArrayFieldItemTemplate,
    DescriptionFieldTemplate: nothing,
    FieldHelpTemplate: nothing,
    FieldErrorTemplate: nothing,
    ErrorListTemplate: nothing,
  },
  translateString: translate,
};
