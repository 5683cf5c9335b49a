import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { demoPassword } from "../../server/organization/seed-accounts.ts";
import { Client } from "../support/client.ts";

/** Serves a handler on a free port of this machine. */
export async function serve(handler: RequestListener): Promise<{ url: string; stop(): void }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

/** A client signed in with a demo account. */
export async function signedIn(url: string, login: string): Promise<Client> {
  const client = new Client(url);
  const { status } = await client.signIn(login, demoPassword);
  if (status !== 200) throw new Error(`${login} could not sign in: ${status}`);
  return client;
}
