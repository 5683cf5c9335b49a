import {
  type CompiledForm,
  compileForm,
  computeFields,
  type DerivedValue,
  deriveFields,
  type FormError,
  type FormSchema,
  parsePointer,
  unknownSource,
  valueAt,
} from "../../engine/form/index.ts";

type Listener = () => void;

const none: readonly string[] = [];

type Messages = Map<string, readonly string[]>;

/** Messages by pointer; a list that says the same as before stays the same object, so that nothing renders for it. */
function grouped(errors: readonly FormError[], before: Messages): Messages {
  const messages: Messages = new Map();
  for (const { pointer, message } of errors) messages.set(pointer, [...(messages.get(pointer) ?? []), message]);
  for (const [pointer, now] of messages) {
    const known = before.get(pointer);
    if (known && known.join("\n") === now.join("\n")) messages.set(pointer, known);
  }
  return messages;
}

/**
 * What a form on screen knows outside React: its data with computed values, which fields were left, what is wrong, and
 * which controls still hold typed text. Controls subscribe to their own field only, so one key renders one control.
 */
export class FormModel {
  readonly schema: FormSchema;
  private readonly form: CompiledForm;
  private readonly places: ReadonlyMap<string, number>;
  private computed: unknown;
  private sources: ReadonlyMap<string, unknown> = new Map();
  private errors: FormError[] = [];
  private serverErrors: FormError[] = [];
  private messages: Messages = new Map();
  private warningList: readonly FormError[] = [];
  private warningMessages: Messages = new Map();
  private readonly touched = new Set<string>();
  private submitted = false;
  private checkTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<Listener>();
  private readonly pending = new Set<() => void>();

  /** @param order the first-level fields as they stand on the page: errors are told from top to bottom. */
  constructor(schema: FormSchema, data: unknown, order: readonly string[] = []) {
    this.schema = schema;
    this.places = new Map(order.map((name, at) => [name, at]));
    this.form = compileForm(schema);
    this.computed = computeFields(schema, data);
    this.readWarnings();
  }

  subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The data including computed values. */
  getData(): unknown {
    return this.computed;
  }

  /** A value of the data including computed values. */
  valueAt(pointer: string): unknown {
    return valueAt(this.computed, pointer);
  }

  /** Takes the data after a change and checks it again once the keys have been handled. */
  setData(data: unknown): void {
    const source = ({ id, field }: DerivedValue) => {
      const key = `${id} ${field}`;
      return this.sources.has(key) ? this.sources.get(key) : unknownSource;
    };
    this.computed = computeFields(this.schema, deriveFields(this.schema, data, source));
    this.serverErrors = [];
    this.scheduleCheck();
    this.notify();
  }

  /** Takes what other records say of this one, by `<id> <field>`. */
  setSources(sources: ReadonlyMap<string, unknown>): void {
    this.sources = sources;
    this.setData(this.computed);
  }

  /** Marks a field as left, so that what is wrong with it shows. */
  touch(pointer: string): void {
    if (this.touched.has(pointer)) return;
    this.touched.add(pointer);
    this.scheduleCheck();
  }

  /** Checks everything and shows all of it. */
  validate(): FormError[] {
    this.submitted = true;
    this.check();
    return this.errors;
  }

  /** Shows what the server refused, until the data changes. */
  setServerErrors(errors: FormError[]): void {
    this.serverErrors = errors;
    this.showErrors();
  }

  /** The messages shown at one field. */
  messagesAt(pointer: string): readonly string[] {
    return this.messages.get(pointer) ?? none;
  }

  /** What deserves a second look at one field; it keeps nobody from submitting. */
  warningsAt(pointer: string): readonly string[] {
    return this.warningMessages.get(pointer) ?? none;
  }

  /** All that deserves a second look. */
  warnings(): readonly FormError[] {
    return this.warningList;
  }

  /** All errors, once a submit was tried or the server refused. */
  summary(): readonly FormError[] {
    return this.shownSummary;
  }
  private shownSummary: readonly FormError[] = [];

  /** Registers a control that holds text not yet committed. */
  addPending(commit: () => void): () => void {
    this.pending.add(commit);
    return () => this.pending.delete(commit);
  }

  /** Commits what is still only in controls. */
  flush(): void {
    for (const commit of [...this.pending]) commit();
  }

  dispose(): void {
    clearTimeout(this.checkTimer);
  }

  private scheduleCheck(): void {
    clearTimeout(this.checkTimer);
    this.checkTimer = setTimeout(() => this.check(), 50);
  }

  private check(): void {
    clearTimeout(this.checkTimer);
    const place = ({ pointer }: FormError) => this.places.get(parsePointer(pointer)[0] ?? "") ?? this.places.size;
    this.errors = this.form.validate(this.computed).sort((one, other) => place(one) - place(other));
    this.readWarnings();
    this.showErrors();
  }

  private readWarnings(): void {
    this.warningList = this.form.warnings(this.computed);
    this.warningMessages = grouped(this.warningList, this.warningMessages);
  }

  private showErrors(): void {
    const shown = this.errors.filter(({ pointer }) => this.submitted || this.touched.has(pointer));
    this.messages = grouped([...shown, ...this.serverErrors], this.messages);
    this.shownSummary =
      this.submitted || this.serverErrors.length > 0
        ? [...(this.submitted ? this.errors : []), ...this.serverErrors]
        : [];
    this.notify();
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}
