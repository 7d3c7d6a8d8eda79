import { request } from 'node:http';
import { createServer } from 'node:https';
import type { Simulator } from '../../tools/live-platform/simulator.ts';
import type { ServerCertificate } from './certificates.ts';
import { listen } from './servers.ts';

/** Puts TLS in front of a simulator, as a load balancer does; gives the `https://` origin. It stops with its test. */
export async function tlsFront(simulator: Simulator, certificate: ServerCertificate): Promise<string> {
  const server = createServer(certificate, (incoming, outgoing) => {
    const { method, url = '/', headers } = incoming;
    const inner = request(new URL(url, simulator.url), { method, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    incoming.pipe(inner);
  });
  return `https://127.0.0.1:${await listen(server)}`;
}
