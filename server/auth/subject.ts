export type { Subject } from "../../engine/access/subject.ts";
