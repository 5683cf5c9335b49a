import { AppError } from "./problem.ts";
import { occupied } from "./turns.ts";

interface Foreign {
  name?: string;
  code?: string;
  type?: string;
  status?: number;
  /** objection wraps what the database said. */
  nativeError?: unknown;
}

type Refusal = () => AppError;

const unreadable: Refusal = () => new AppError(400, "unreadable-body", "请求内容不是正确的 JSON，请检查后重试。");
const tooLarge: Refusal = () => new AppError(413, "too-large", "提交的内容过大，请减少内容或分批提交。");
const badValue: Refusal = () =>
  new AppError(400, "bad-value", "请求中有数据库无法保存的字符或超出范围的数，请检查后重试。");
const busy: Refusal = () =>
  new AppError(503, "busy", "系统繁忙或正在重启，操作没有生效，请稍后重试。", { retryAfter: 2 });
const conflict: Refusal = () => new AppError(409, "try-again", "同时有别的操作，本次没有生效，请重试。");

/** By PostgreSQL's SQLSTATE, node's and multer's codes. */
const byCode: Record<string, Refusal> = {
  "22P02": badValue,
  "22P05": badValue,
  "22021": badValue,
  "22003": badValue,
  "22007": badValue,
  "22008": badValue,
  "22009": badValue,
  // Whoever was slower at something there can be only one of, where nobody foresaw a word for it.
  "23505": conflict,
  "40001": conflict,
  "40P01": conflict,
  "55P03": occupied,
  "53300": busy,
  "57P01": busy,
  "57P02": busy,
  "57P03": busy,
  "57014": () => new AppError(503, "query-too-long", "查询时间过长，已停止。请缩小范围后重试。"),
  ECONNREFUSED: busy,
  ECONNRESET: busy,
  LIMIT_FILE_SIZE: () => new AppError(413, "file-too-large", "文件过大，单个文件不能超过规定的大小。"),
  LIMIT_FILE_COUNT: () => new AppError(400, "too-many-files", "一次只能上传一个文件。"),
  LIMIT_UNEXPECTED_FILE: () => new AppError(400, "unexpected-file", "文件要放在名为 file 的字段里。"),
};

const byType: Record<string, Refusal> = {
  "entity.too.large": tooLarge,
  "request.aborted": () => new AppError(400, "aborted", "上传中断，请重试。"),
  "encoding.unsupported": () => new AppError(415, "unsupported-encoding", "不支持这种编码，请使用 UTF-8。"),
  "charset.unsupported": () => new AppError(415, "unsupported-encoding", "不支持这种编码，请使用 UTF-8。"),
};

/** The refusal behind an error of the framework, the body reader or the database; undefined when nobody foresaw it. */
export function translated(thrown: unknown): AppError | undefined {
  if (thrown instanceof AppError) return thrown;
  const error = (thrown ?? {}) as Foreign;
  if (error.nativeError) return translated(error.nativeError);
  if (error.type && byType[error.type]) return byType[error.type]?.();
  if (error.code && byCode[error.code]) return byCode[error.code]?.();
  if (error.name === "KnexTimeoutError") return busy();
  if (thrown instanceof SyntaxError && error.status === 400) return unreadable();
  if (error.name === "InvalidJSONError" || (error.status === 400 && error.name === "SyntaxError")) return unreadable();
  if (error.status === 413) return tooLarge();
  if (thrown instanceof URIError || (error.status === 400 && error.name === "BadRequestError")) {
    return new AppError(400, "bad-address", "网址中有无法识别的字符。");
  }
  return undefined;
}
