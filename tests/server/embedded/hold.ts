import { startEmbedded } from "../../../server/database/embedded/start.ts";

/** A program that starts the embedded PostgreSQL, says where, and lives until it is killed. */
const server = await startEmbedded({ dataDir: process.argv[2] ?? "" });
setInterval(() => {}, 60_000);
console.log(JSON.stringify({ url: server.url, pid: server.pid }));
