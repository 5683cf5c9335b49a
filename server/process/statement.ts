import { prepared } from "../database/prepared.ts";
import type { Tx } from "../database/transaction.ts";

/** Several inserts and updates sent as one statement; all of them see the rows as they were before it. */
export class Statement {
  readonly #parts: string[] = [];
  readonly #values: unknown[] = [];

  /** `$$` in the text stands for the value; each part may hold it more than once, and an empty list leaves it out. */
  add(text: string, value: unknown): this {
    if (Array.isArray(value) && value.length === 0) return this;
    this.#values.push(value !== null && typeof value === "object" ? JSON.stringify(value) : value);
    this.#parts.push(text.replaceAll("$$", `$${this.#values.length}`));
    return this;
  }

  /** Sends it; an empty one costs nothing. */
  async run(tx: Tx): Promise<void> {
    if (this.#parts.length === 0) return;
    const parts = this.#parts.map((text, index) => `w${index} as (${text})`);
    await prepared(tx, `with ${parts.join(", ")} select`, this.#values);
  }
}
