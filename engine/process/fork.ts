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

/** Forgets branchings of which only one branch is left: without it, loops would make the state grow. */
export function pruneForks(tokens: Token[]): void {
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
    const kept = token.forks.filter(([number]) => (branches.get(number)?.size ?? 0) > 1);
    if (kept.length === 0) delete token.forks;
    else token.forks = kept;
  }
}

function sameFork(a: Fork | undefined, b: Fork): boolean {
  return a !== undefined && a[0] === b[0] && a[2] === b[2];
}
