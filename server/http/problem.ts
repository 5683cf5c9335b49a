/** One complaint about one place of the request, `pointer` a JSON pointer into its body. */
export interface ProblemField {
  pointer: string;
  message: string;
}

/** Further members of the problem document; `errors` lists the fields concerned. */
export interface ProblemExtra {
  errors?: ProblemField[];
  [member: string]: unknown;
}

/** A refusal the caller can understand and act on; anything else thrown becomes a 500 with an id. */
export class AppError extends Error {
  readonly status: number;
  readonly code: string;
  readonly extra: ProblemExtra;

  constructor(status: number, code: string, message: string, extra: ProblemExtra = {}) {
    super(message);
    this.name = "AppError";
    this.status = status;
    this.code = code;
    this.extra = extra;
  }
}

const titles: Record<number, string> = {
  400: "请求有误",
  401: "未登录",
  403: "没有权限",
  404: "没有找到",
  405: "不支持的操作",
  409: "发生冲突",
  413: "内容过大",
  415: "类型不支持",
  422: "内容未通过检查",
  423: "已锁定",
  429: "操作过于频繁",
  500: "系统出错",
  503: "暂时不可用",
};

/** The RFC 9457 document of a refusal. */
export function problemDocument(error: AppError): Record<string, unknown> {
  return {
    ...error.extra,
    type: `urn:tianbao:problem:${error.code}`,
    title: titles[error.status] ?? "请求未完成",
    status: error.status,
    code: error.code,
    detail: error.message,
  };
}
