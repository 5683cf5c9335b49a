/** One wrong field in a refused request. */
export interface FieldProblem {
  /** JSON pointer into the record's data. */
  pointer: string;
  message: string;
}

/** The RFC 9457 document the server answers a refusal with; extra members depend on `code`. */
export interface ProblemDocument {
  title?: string;
  status?: number;
  code?: string;
  detail?: string;
  errors?: FieldProblem[];
  [member: string]: unknown;
}

/** A refused or failed request; `message` is Chinese and may be shown as it is. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  readonly code: string;
  readonly errors: FieldProblem[];
  readonly problem: ProblemDocument;

  /** Status 0 means that no answer arrived. */
  constructor(status: number, message: string, problem: ProblemDocument = {}) {
    super(message);
    this.status = status;
    this.code = problem.code ?? "";
    this.errors = problem.errors ?? [];
    this.problem = problem;
  }
}

/** Whether the error is the server's refusal with this stable code. */
export function hasCode(error: unknown, code: string): error is ApiError {
  return error instanceof ApiError && error.code === code;
}
