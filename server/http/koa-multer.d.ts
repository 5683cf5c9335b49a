declare module "@koa/multer" {
  import type { Middleware } from "koa";

  interface Limits {
    fileSize?: number;
    files?: number;
    fields?: number;
    fieldSize?: number;
    parts?: number;
    headerPairs?: number;
  }
  interface Multer {
    single(field: string): Middleware;
  }
  function multer(options: { storage: unknown; limits: Limits; defParamCharset?: string }): Multer;
  namespace multer {
    function diskStorage(options: { destination: string }): unknown;
  }
  export default multer;
}
