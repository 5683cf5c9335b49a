import { createRequire } from "node:module";

/** For esbuild: JSON of packages goes into the bundle, because Node 20 imports it only with a warning. */
export const jsonInside = {
  name: "json-inside",
  setup(build) {
    build.onResolve({ filter: /^[^.].*\.json$/ }, ({ path }) => ({
      path: createRequire(import.meta.url).resolve(path),
    }));
  },
};
