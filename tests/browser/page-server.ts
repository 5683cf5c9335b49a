import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build } from "vite";

const mediaTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
};

/** A built page being served; `close` also removes the build. */
export interface PageServer {
  url: string;
  close(): Promise<void>;
}

/** Builds the page in a folder (its html files) for production and serves it on a free port. */
export async function servePage(folder: URL, entries: string[] = ["index.html"]): Promise<PageServer> {
  const outDir = await mkdtemp(join(tmpdir(), "tianbao-page-"));
  const root = fileURLToPath(folder);
  await build({
    root,
    configFile: false,
    logLevel: "error",
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      chunkSizeWarningLimit: 10_000,
      rollupOptions: { input: entries.map((entry) => join(root, entry)) },
    },
  });
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://page").pathname);
    const file = join(outDir, path.endsWith("/") ? `${path}index.html` : path);
    try {
      const body = await readFile(file);
      response.setHeader("content-type", mediaTypes[extname(file)] ?? "application/octet-stream").end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
