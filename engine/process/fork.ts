import type { Fork, Token } from "./state.ts";

/** The branchings all tokens went through alike, outermost first; undefined when there is none. */
export function commonForks(tokens: readonly Token[]): Fork[] | undefined {
  const [first, ...others] = tokens.map((token) => token.forks ?? []);
  const common: Fork[] = [];
  for (const fork of first ?? []) {
    const same = others.every((forks) => sameFork(forks[common.length], fork));
    if (!same) break;
    common.push(fork);
  }
  return common.length > 0 ? common : undefined;
}

/** Whether a token went through all these branchings, the same way. */
export function withinForks(token: Token, forks: readonly Fork[]): boolean {
  return forks.every((fork, index) => sameFork(token.forks?.[index], fork));
}

/** Branch mark of an activity that goes on while a non-interrupting boundary event runs. */
export const HOST = "host";

/** Branch mark of the token that such an event runs beside its host. */
export const BESIDE = "beside";

/**
 * A join has merged `tokens`: once only tokens beside the main path still carry one of its branchings, nothing can come
 * to that join any more, so they must not pass for sisters that it could wait for.
 */
export function closeForks(merged: readonly Token[], all: readonly Token[]): void {
  const kept = commonForks(merged)?.length ?? 0;
  const numbers = new Set(merged.flatMap((token) => (token.forks ?? []).slice(kept).map(([number]) => number)));
  const others = all.filter((token) => !merged.includes(token));
  for (const number of numbers) {
    const carriers = others.filter((token) => token.forks?.some((fork) => fork[0] === number));
    if (!carriers.every((token) => isBeside(token, number))) continue;
    for (const token of carriers)
      setForks(
        token,
        (token.forks ?? []).filter((fork) => fork[0] !== number),
      );
  }
}

function isBeside(token: Token, number: number): boolean {
  const forks = token.forks ?? [];
  return forks.slice(forks.findIndex((fork) => fork[0] === number)).some(([, , branch]) => branch === BESIDE);
}

/** Forgets branchings of which only one branch is left: without it, loops would make the state grow. */
export function pruneForks(tokens: readonly Token[]): void {
  const branches = new Map<number, Set<string>>();
  for (const token of tokens) {
    for (const [number, , flow] of token.forks ?? []) {
      const known = branches.get(number);
      if (known) known.add(flow);
      else branches.set(number, new Set([flow]));
    }
  }
  for (const token of tokens) {
    if (!token.forks) continue;
    // That a token runs beside the main path stays known even when its host is gone.
    const beside = token.forks.findLast(([, , flow]) => flow === BESIDE);
    setForks(
      token,
      token.forks.filter((fork) => fork === beside || (branches.get(fork[0])?.size ?? 0) > 1),
    );
  }
}

function setForks(token: Token, forks: Fork[]): void {
  if (forks.length === 0) delete token.forks;
  else token.forks = forks;
}

function sameFork(a: Fork | undefined, b: Fork): boolean {
  return a !== undefined && a[0] === b[0] && a[2] === b[2];
}
