/** One line of `npm run bench -- --json`: what was measured beside a floor in the same run; ratio = value / floor. */
export type Figure = { name: string; value: number; unit: string; floor: number; ratio: number };
