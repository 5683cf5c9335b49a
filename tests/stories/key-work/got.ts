import type { Answer } from "../../support/client.ts";

/** The body of an answer that had to succeed; anything else ends the story with what the server said. */
export function got(answer: Answer, status = 200): Answer["body"] {
  if (answer.status === status) return answer.body;
  throw new Error(`expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
}
