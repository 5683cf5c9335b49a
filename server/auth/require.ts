import { AppError } from "../http/problem.ts";
import type { ApiContext, RequestAccount } from "../http/state.ts";
import type { Subject } from "./subject.ts";

/** The signed-in subject. @throws AppError 401 without a session. */
export function requireSubject(ctx: Pick<ApiContext, "state">): Subject {
  if (!ctx.state.subject) throw new AppError(401, "not-signed-in", "尚未登录或登录已过期，请重新登录。");
  return ctx.state.subject;
}

/** The signed-in account. @throws AppError 401 without a session. */
export function requireAccount(ctx: Pick<ApiContext, "state">): RequestAccount {
  if (!ctx.state.account) throw new AppError(401, "not-signed-in", "尚未登录或登录已过期，请重新登录。");
  return ctx.state.account;
}

/** The signed-in subject, who must carry a product-wide permission. @throws AppError 401 or 403. */
export function requirePermission(ctx: Pick<ApiContext, "state">, permission: string): Subject {
  const subject = requireSubject(ctx);
  if (!subject.permissions.includes(permission)) {
    throw new AppError(403, "forbidden", "您的角色没有这项权限，如确需使用请联系系统管理员。", { permission });
  }
  return subject;
}
