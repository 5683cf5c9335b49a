/** Longest expression source accepted, in characters. */
export const MAX_SOURCE = 2000;

/** Deepest syntax tree accepted. */
export const MAX_DEPTH = 48;

/** Largest syntax tree accepted, in nodes. */
export const MAX_NODES = 1500;

/** Longest literal range that may be iterated over. */
export const MAX_RANGE = 1000;

/** Most work one evaluation may do, in visited syntax nodes (about one microsecond each). */
export const MAX_WORK = 100_000;

/** Most loops (for, some, every, filters) in one another, each list counted. */
export const MAX_LOOPS = 6;
