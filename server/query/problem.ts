import { AppError } from "../http/problem.ts";

/** A query that may not or cannot run. */
export class QueryError extends AppError {
  constructor(code: "unknown-field" | "invalid-value" | "unknown-source" | "too-many-groups", message: string) {
    super(400, code, message);
    this.name = "QueryError";
  }
}
