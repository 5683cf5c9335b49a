/** An answer of the API, its body parsed where it is JSON. */
export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of a body by comparing it
  body: any;
  headers: Headers;
}

/** A browser's part of the conversation: keeps the cookie, sends the CSRF token. */
export class Client {
  readonly url: string;
  cookie = "";
  csrfToken = "";
  // biome-ignore lint/suspicious/noExplicitAny: the session as the API describes it
  session: any;

  constructor(url: string) {
    this.url = url;
  }

  /** Sends exactly this; `path` is below /api. */
  async send(method: string, path: string, init: { body?: BodyInit; headers?: Record<string, string> } = {}) {
    return fetch(`${this.url}/api${path}`, {
      method,
      ...(init.body !== undefined && { body: init.body }),
      headers: {
        ...(this.cookie && { Cookie: this.cookie }),
        ...(this.csrfToken && { "X-CSRF-Token": this.csrfToken }),
        ...init.headers,
      },
    });
  }

  async request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const type: Record<string, string> = body === undefined ? {} : { "Content-Type": "application/json" };
    const response = await this.send(method, path, { ...json, headers: { ...type, ...headers } });
    return answerOf(response);
  }

  get(path: string): Promise<Answer> {
    return this.request("GET", path);
  }
  post(path: string, body: unknown = {}): Promise<Answer> {
    return this.request("POST", path, body);
  }
  put(path: string, body: unknown): Promise<Answer> {
    return this.request("PUT", path, body);
  }
  delete(path: string): Promise<Answer> {
    return this.request("DELETE", path);
  }

  /** Sends one file in the field `file`. */
  async upload(path: string, name: string, content: Uint8Array | string, type = "application/octet-stream") {
    const form = new FormData();
    form.set("file", new File([content as BlobPart], name, { type }));
    return answerOf(await this.send("POST", path, { body: form }));
  }

  /** Signs in and keeps cookie and token; the answer is returned as it came. */
  async signIn(login: string, password: string): Promise<Answer> {
    const answer = await this.request("POST", "/session", { login, password });
    if (answer.status === 200) {
      this.cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
      this.csrfToken = answer.body.csrfToken;
      this.session = answer.body;
    }
    return answer;
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
  const body = isJson ? await response.json() : Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, body };
}
