/** Why a request against a view is refused. */
export type ViewErrorCode = "unknown-field" | "unknown-dimension" | "unknown-measure" | "unknown-view" | "bad-value";

/** A request that a view does not allow; `message` is for the person who asked (zh-CN). */
export class ViewError extends Error {
  readonly code: ViewErrorCode;
  /** Field, dimension or measure the refusal is about. */
  readonly subject: string;

  constructor(code: ViewErrorCode, subject: string, message: string) {
    super(message);
    this.name = "ViewError";
    this.code = code;
    this.subject = subject;
  }
}
