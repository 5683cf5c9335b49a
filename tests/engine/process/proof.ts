/**
 * How much the proof runs: 50 models x 20 paths with a fixed seed per commit, 1,000 x 100 with a new one when
 * PROOF=night. PROOF_SEED repeats a run.
 */
const night = process.env.PROOF === "night";

export const MODELS = night ? 1000 : 50;
export const PATHS = night ? 100 : 20;
export const SEED = Number(process.env.PROOF_SEED ?? (night ? Date.now() % 2 ** 31 : 20260301));

/** What fast-check is given; it prints the counterexample with its seed. */
export const PROOF = { numRuns: MODELS, seed: SEED };
