import { hash, verify } from "@node-rs/argon2";
import { AppError } from "../http/problem.ts";

/** OWASP's second recommended setting: 19 MiB, two passes, one lane (argon2id is the library's default). */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | undefined;

/** The argon2id hash to store. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Whether the password matches; without a hash (no such account) it takes as long and answers false. */
export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword("no account has this password");
  const matches = await verify(stored ?? (await decoy), password);
  return matches && stored !== undefined;
}

const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];

/** GB/T 22239's composition rule. @throws AppError 422 that says what is missing. */
export function checkNewPassword(password: string, login: string, pointer = "/next"): void {
  const refuse = (message: string): never => {
    throw new AppError(422, "weak-password", message, { errors: [{ pointer, message }] });
  };
  if (password.length < 8) refuse("新密码至少 8 位，请加长。");
  if (password.length > 128) refuse("新密码最多 128 位，请缩短。");
  if (classes.filter((each) => each.test(password)).length < 3) {
    refuse("新密码要含大写字母、小写字母、数字、符号中的至少三类，请补充。");
  }
  if (password.toLowerCase().includes(login.toLowerCase())) refuse("新密码不能包含登录名，请换一个。");
}
