import { readFileSync } from "node:fs";

/** The account PostgreSQL's programs run under; `undefined` means the one we have ourselves. */
export interface RunAs {
  uid: number;
  gid: number;
}

interface Account extends RunAs {
  name: string;
}

function accounts(): Account[] {
  return readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .filter((fields) => fields.length >= 4)
    .map(([name, , uid, gid]) => ({ name: name ?? "", uid: Number(uid), gid: Number(gid) }));
}

/**
 * PostgreSQL refuses to run as root, and initdb wants an account that /etc/passwd knows.
 * @param owner uid of an existing data folder: PostgreSQL insists on being its owner, so that account goes first.
 */
export function chooseRunAs(owner?: number): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = accounts().filter((account) => account.uid !== 0);
  const chosen =
    known.find((account) => account.uid === owner) ??
    known.find((account) => account.name === "postgres") ??
    known.find((account) => account.name === "nobody");
  if (!chosen) {
    throw new Error(
      "以 root 身份启动时，数据库须改用普通账号，但本机没有 postgres 或 nobody 账号。请改用普通账号启动。",
    );
  }
  return { uid: chosen.uid, gid: chosen.gid };
}
