export { checkMigration, type Migration, type MigrationProblem } from "./check.ts";
export { type Mapping, type NodeChoice, nodeChoices, targetOf } from "./mapping.ts";
export { migrate } from "./migrate.ts";
