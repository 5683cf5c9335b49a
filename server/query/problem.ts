/** A query that may not or cannot run; routes answer it with 400 and its Chinese message. */
export class QueryError extends Error {
  readonly code: "unknown-field" | "invalid-value" | "unknown-source" | "too-many-groups";

  constructor(code: QueryError["code"], message: string) {
    super(message);
    this.code = code;
  }
}
