import { createServer, setGlobalProxyFromEnv } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { onTestFinished } from 'vitest';
import { type Authority, makeAuthority } from './certificates.ts';

// What the simulator can't be: servers that fail below HTTP, and proxies. All on loopback; each stops with its test.

/** Starts a server that would give an empty list over TLS, if anybody came to ask for it; gives its base URL. */
export async function tlsServer(options: ServerOptions): Promise<string> {
  const server = createTlsServer(options, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('[]');
  });
  return `https://127.0.0.1:${await listen(server)}/tenantui`;
}

/** Starts a server that answers every connection with these bytes and nothing else; gives its port. */
export function rawServer(answer: string): Promise<number> {
  return listen(
    createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(answer));
    }),
  );
}

/** Sends all requests through a proxy that answers every CONNECT with this status, until the function it gives is called. */
export async function throughProxy(status: string): Promise<() => void> {
  const proxy = createServer();
  proxy.on('connect', (_, socket: Socket) => {
    socket.end(`HTTP/1.1 ${status}\r\nProxy-Authenticate: Basic realm="proxy"\r\nContent-Length: 0\r\n\r\n`);
  });
  const address = `http://127.0.0.1:${await listen(proxy)}`;
  return setGlobalProxyFromEnv({ http_proxy: address, https_proxy: address });
}

/** Makes a certificate authority that this test's requests trust. */
export async function trustedAuthority(): Promise<Authority> {
  const authority = await makeAuthority('Fieldbook’s tests');
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, authority.certificate]);
  onTestFinished(() => {
    setDefaultCACertificates(before);
  });
  return authority;
}

/** A port of this computer where nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer();
  const port = await listen(server);
  server.close();
  return port;
}

/** Listens on any free port of this computer, until the test ends; gives the port. */
export function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}
