/** Where drafts are kept. */
export interface DraftStore {
  write(data: unknown): Promise<void>;
  drop(): Promise<void>;
}

/** What has become of the latest change. */
export type DraftStatus =
  | { kind: "clean" | "unsaved" | "saving" | "failed" }
  /** Milliseconds since 1970. */
  | { kind: "saved"; at: number };

interface Delays {
  /** Milliseconds from a change to its saving. */
  save: number;
  /** Milliseconds from a failure to the next try. */
  retry: number;
}

/** Saves what is typed a little after it was typed, one write at a time, and tries again when that fails. */
export class DraftKeeper {
  private readonly store: DraftStore;
  private readonly delays: Delays;
  private readonly listeners = new Set<() => void>();
  private status: DraftStatus = { kind: "clean" };
  private data: unknown;
  private dirty = false;
  private closed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private queue: Promise<void> = Promise.resolve();

  constructor(store: DraftStore, delays: Delays = { save: 2000, retry: 5000 }) {
    this.store = store;
    this.delays = delays;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The status; the same object until it changes. */
  getStatus = (): DraftStatus => this.status;

  /** Takes the data after a change. */
  change(data: unknown): void {
    if (this.closed) return;
    this.data = data;
    this.dirty = true;
    this.become({ kind: "unsaved" });
    this.schedule(this.delays.save);
  }

  /** Saves now what is not saved yet. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    if (!this.dirty) return this.queue;
    this.dirty = false;
    this.become({ kind: "saving" });
    const { data } = this;
    return this.enqueue(() => this.write(data));
  }

  /** Forgets the draft, because the record itself holds the data now or nobody wants it. */
  forget(): Promise<void> {
    clearTimeout(this.timer);
    this.dirty = false;
    this.become({ kind: "clean" });
    return this.enqueue(() => this.store.drop());
  }

  /** Forgets the draft and takes no further change. */
  close(): Promise<void> {
    this.closed = true;
    return this.forget();
  }

  private async write(data: unknown): Promise<void> {
    try {
      await this.store.write(data);
      if (!this.dirty) this.become({ kind: "saved", at: Date.now() });
    } catch {
      if (this.closed) return;
      if (!this.dirty) this.data = data;
      this.dirty = true;
      this.become({ kind: "failed" });
      this.schedule(this.delays.retry);
    }
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(work, work);
    return this.queue;
  }

  private schedule(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), delay);
  }

  private become(status: DraftStatus): void {
    this.status = status;
    for (const listener of this.listeners) listener();
  }
}
