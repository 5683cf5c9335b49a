import type { IChangeEvent } from "@rjsf/core";
import RjsfForm from "@rjsf/core";
import { Button } from "antd";
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo, useRef } from "react";
import { flushSync } from "react-dom";
import type { FieldRights, FormError, FormSchema } from "../../engine/form/index.ts";
import { FormScopeContext } from "./context.ts";
import { ErrorSummary } from "./ErrorSummary.tsx";
import { focusField } from "./focus.ts";
import "./form.css";
import { HistoryFields } from "./HistoryFields.tsx";
import { fieldOrder } from "./layout.ts";
import { FormModel } from "./model.ts";
import { type PreparedForm, prepareForm } from "./prepare.ts";
import type { FormServices } from "./services.ts";
import { theme } from "./theme.ts";
import { useSources } from "./useSources.ts";
import { useStable, useStableServices } from "./useStable.ts";
import { createValidator } from "./validator.ts";
import { words } from "./words.ts";

/** What a form can be asked from outside. */
export interface RecordFormHandle {
  /** The data as it stands, typed text included. */
  getData(): unknown;
  /** Checks everything, shows what is wrong and says it. */
  validate(): FormError[];
  /** What deserves a second look and yet may be submitted. */
  warnings(): readonly FormError[];
  /** Scrolls to a field and puts the focus into it. */
  focusField(pointer: string): void;
  /** Shows what the server refused. */
  setServerErrors(errors: FormError[]): void;
}

/** Properties of RecordForm. */
export interface RecordFormProps {
  schema: FormSchema;
  uiSchema?: Record<string, unknown>;
  /** Data to begin with; later changes to this property are ignored (give a new `key` to start over). */
  initialData?: unknown;
  readOnly?: boolean;
  fieldRights?: FieldRights;
  formContext?: FormServices;
  idPrefix?: string;
  onChange?: (data: unknown) => void;
  /** Called with valid data only. */
  onSubmit?: (data: unknown) => void;
  /** Buttons under the form; a single 提交 button when absent and onSubmit is given. */
  children?: ReactNode;
  ref?: Ref<RecordFormHandle>;
}

const noRights: FieldRights = {};
const noServices: FormServices = {};
const noUi = {};

function useForm(props: RecordFormProps) {
  const { readOnly = false, initialData } = props;
  const initial = useRef(initialData ?? {});
  const schema = useStable(props.schema);
  const uiSchema = useStable(props.uiSchema ?? noUi);
  const rights = useStable(props.fieldRights ?? noRights);
  const prepared: PreparedForm = useMemo(
    () => prepareForm(schema, uiSchema, rights, readOnly),
    [schema, uiSchema, rights, readOnly],
  );
  const current = useRef<FormModel>(undefined);
  const model = useMemo(() => {
    const order = fieldOrder(prepared.schema, uiSchema);
    current.current = new FormModel(prepared.schema, current.current?.getData() ?? initial.current, order);
    return current.current;
  }, [prepared.schema, uiSchema]);
  useEffect(() => () => model.dispose(), [model]);
  return { prepared, model, initial: initial.current };
}

/** A change handler that never changes itself, so that rjsf need not render for it. */
function useChanged(model: FormModel, onChange: RecordFormProps["onChange"]) {
  const latest = useRef({ model, onChange });
  latest.current = { model, onChange };
  return useRef(({ formData }: IChangeEvent) => {
    latest.current.model.setData(formData);
    latest.current.onChange?.(latest.current.model.getData());
  }).current;
}

function createHandle(model: FormModel, idPrefix: string): RecordFormHandle {
  return {
    getData() {
      flushSync(() => model.flush());
      return model.getData();
    },
    validate() {
      flushSync(() => model.flush());
      return model.validate();
    },
    warnings: () => model.warnings(),
    focusField: (pointer) => focusField(idPrefix, pointer),
    setServerErrors: (errors) => model.setServerErrors(errors),
  };
}

/** A form over one record: uncontrolled, checked by the engine, in Chinese, usable by keyboard. */
export function RecordForm(props: RecordFormProps) {
  const { idPrefix = "form", onChange, onSubmit, children, ref } = props;
  const services = useStableServices(props.formContext ?? noServices);
  const { prepared, model, initial } = useForm(props);
  useSources(model, services);
  const scope = useMemo(() => ({ model, services, idPrefix }), [model, services, idPrefix]);
  const validator = useMemo(() => createValidator(() => model.validate()), [model]);
  const changed = useChanged(model, onChange);
  const handle = useMemo(() => createHandle(model, idPrefix), [model, idPrefix]);
  useImperativeHandle(ref, () => handle, [handle]);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const [first] = handle.validate();
    if (first) handle.focusField(first.pointer);
    else onSubmit?.(model.getData());
  };
  return (
    <FormScopeContext value={scope}>
      <form className="tb-form" noValidate onSubmit={submit}>
        <ErrorSummary focusField={handle.focusField} />
        <RjsfForm
          {...theme}
          tagName="div"
          schema={prepared.rjsfSchema}
          uiSchema={prepared.rjsfUiSchema}
          initialFormData={initial}
          validator={validator}
          idPrefix={idPrefix}
          noValidate
          showErrorList={false}
          onChange={changed}
        >
          <HistoryFields schema={prepared.schema} data={initial} />
        </RjsfForm>
        {children ??
          (onSubmit && (
            <Button type="primary" htmlType="submit">
              {words.submit}
            </Button>
          ))}
      </form>
    </FormScopeContext>
  );
}
