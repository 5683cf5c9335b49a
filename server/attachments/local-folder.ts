import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { AttachmentStorage } from "./storage.ts";

const shape = /^[0-9a-f]{2}\/[0-9a-f-]{8,64}$/;

/** Attachments as files below one folder, each written beside its place, flushed and renamed into it. */
export function localFolder(root: string): AttachmentStorage {
  const pathOf = (key: string): string => {
    if (!shape.test(key)) throw new Error("An attachment's storage key has an unexpected form");
    return join(root, key);
  };
  return {
    async put(key, content) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      const unfinished = `${path}.part`;
      const file = await open(unfinished, "w", 0o600);
      await pipeline(content, file.createWriteStream({ flush: true }));
      await rename(unfinished, path);
    },
    async open(key) {
      const path = pathOf(key);
      await stat(path);
      return createReadStream(path);
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
    },
  };
}
