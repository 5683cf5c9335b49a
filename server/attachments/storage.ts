import type { Readable } from "node:stream";

/** Where attachment contents live: a local folder now, S3 behind the same words. Keys are random, never a user's name. */
export interface AttachmentStorage {
  /** Stores the content under the key; resolves only when it is durable. */
  put(key: string, content: Readable): Promise<void>;
  /** @throws when nothing is stored under the key. */
  open(key: string): Promise<Readable>;
  remove(key: string): Promise<void>;
}
