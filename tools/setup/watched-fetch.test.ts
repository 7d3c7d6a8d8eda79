import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { watchedFetch } from './watched-fetch.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function watch(silence: number): { fetch: typeof fetch; told: number[] } {
  const told: number[] = [];
  return { told, fetch: watchedFetch(fetch, silence, (percent) => told.push(percent)) };
}

test('tells of each tenth, and changes no byte', async () => {
  const body = Buffer.alloc(1_000_000, 'electron');
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': body.length }).end(body);
  });
  const { fetch, told } = watch(10_000);
  const response = await fetch(url);
  expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
  expect(told.at(-1)).toBe(100);
  expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
});

test('a body of unknown length arrives without progress', async () => {
  const url = await serve((_request, response) => {
    response.write('half ');
    response.end('and half');
  });
  const { fetch, told } = watch(10_000);
  expect(await (await fetch(url)).text()).toBe('half and half');
  expect(told).toEqual([]);
});

test('ends when no answer arrives', async () => {
  const url = await serve(() => undefined);
  await expect(watch(50).fetch(url)).rejects.toThrow(/^nothing arrived from 127\.0\.0\.1:\d+ for 0\.05 seconds$/);
});

test('ends when nothing more arrives', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('x'.repeat(50));
  });
  const read = async (): Promise<string> => (await watch(200).fetch(url)).text();
  await expect(read()).rejects.toThrow(/^nothing arrived from 127\.0\.0\.1:\d+ for 0\.2 seconds$/);
});

test('says why an address can’t be reached', async () => {
  const url = await serve(() => undefined);
  server?.close();
  await expect(watch(10_000).fetch(url)).rejects.toThrow(/^127\.0\.0\.1:\d+ can’t be reached: .*ECONNREFUSED/);
});

test('leaves a refusal to the installer', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(403).end();
  });
  expect((await watch(10_000).fetch(url)).status).toBe(403);
});
