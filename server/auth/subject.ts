export type { Subject } from "../../engine/access/index.ts";
