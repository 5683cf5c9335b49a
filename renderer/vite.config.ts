import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const heavy: [chunk: string, packages: RegExp][] = [
  ["echarts", /node_modules\/(echarts|zrender)\//],
  ["bpmn", /node_modules\/(bpmn-js|diagram-js|bpmn-moddle|moddle|moddle-xml|saxen|tiny-svg)\//],
  ["mermaid", /node_modules\/(mermaid|@mermaid-js|cytoscape|d3|dagre|katex)/],
  ["antd", /node_modules\/(antd|@ant-design|@rc-component|rc-)/],
  ["react", /node_modules\/(react|react-dom|react-router|react-router-dom|scheduler)\//],
];

/** The build of the browser application: renderer/ becomes .build/web, which the server sends. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL("../.build/web", import.meta.url)),
    emptyOutDir: true,
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      // Schemas are compiled by ajv only where they are published; what no page calls is left out.
      treeshake: { moduleSideEffects: [{ test: /node_modules\/ajv|engine\/(form|definition)\//, sideEffects: false }] },
      output: {
        codeSplitting: { groups: heavy.map(([name, test]) => ({ name, test })) },
      },
    },
  },
  // The sources in renderer/api/ are Vite's own to serve.
  server: { proxy: { "^/api/(?![^?]*\\.tsx?(\\?|$))": "http://127.0.0.1:3000" } },
});
