/** Structured-clone values as text, and back. Runs in Node and in the page. */

/** What JSON cannot say is written as an object with a tag; `object` is a plain object that has a `$` of its own. */
type Tag =
  | 'undefined'
  | 'bigint'
  | 'number'
  | 'seen'
  | 'date'
  | 'map'
  | 'set'
  | 'regexp'
  | 'error'
  | 'buffer'
  | 'view'
  | 'object';

interface Tagged {
  $: Tag;
  v?: unknown;
}

type Bytes = Uint8Array<ArrayBuffer>;
type ViewConstructor = new (buffer: ArrayBuffer) => ArrayBufferView;

const bytesPerStep = 32768;

export function encode(value: unknown): string {
  return JSON.stringify(write(clone(value), new Map()));
}

export function decode(text: string): unknown {
  return read(JSON.parse(text), []);
}

/** Refuses functions and proxies and drops prototypes, as Electron does. */
function clone(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    throw new Error('An object could not be cloned.');
  }
}

function write(value: unknown, seen: Map<object, number>): unknown {
  if (value === undefined) return tagged('undefined');
  if (typeof value === 'bigint') return tagged('bigint', value.toString());
  if (Object.is(value, -0)) return tagged('number', '-0');
  if (typeof value === 'number' && !Number.isFinite(value)) return tagged('number', String(value));
  if (value === null || typeof value !== 'object') return value;
  const earlier = seen.get(value);
  if (earlier !== undefined) return tagged('seen', earlier);
  seen.set(value, seen.size);
  return writeObject(value, seen);
}

function writeObject(value: object, seen: Map<object, number>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => write(item, seen));
  if (value instanceof Date) return tagged('date', value.getTime());
  if (value instanceof Map)
    return tagged(
      'map',
      [...value].map((entry) => entry.map((item) => write(item, seen))),
    );
  if (value instanceof Set)
    return tagged(
      'set',
      [...value].map((item) => write(item, seen)),
    );
  if (value instanceof RegExp) return tagged('regexp', [value.source, value.flags]);
  if (value instanceof Error) return tagged('error', [value.name, value.message, value.stack]);
  if (value instanceof ArrayBuffer) return tagged('buffer', toBase64(new Uint8Array(value)));
  if (ArrayBuffer.isView(value)) return tagged('view', [value.constructor.name, toBase64(bytesOf(value))]);
  const entries = Object.entries(value).map(([key, item]) => [key, write(item, seen)] as const);
  return '$' in value ? tagged('object', entries) : Object.fromEntries(entries);
}

function tagged($: Tag, v?: unknown): Tagged {
  return { $, v };
}

/** `seen` counts objects in the order in which they were written. */
function read(value: unknown, seen: unknown[]): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return readItems(value, seen);
  if ('$' in value) return readTagged(value as Tagged, seen);
  return readEntries(Object.entries(value), seen);
}

function readItems(items: unknown[], seen: unknown[]): unknown[] {
  const result: unknown[] = [];
  seen.push(result);
  for (const item of items) result.push(read(item, seen));
  return result;
}

function readEntries(entries: [string, unknown][], seen: unknown[]): object {
  const result: Record<string, unknown> = {};
  seen.push(result);
  for (const [key, item] of entries) result[key] = read(item, seen);
  return result;
}

function readTagged({ $, v }: Tagged, seen: unknown[]): unknown {
  switch ($) {
    case 'undefined':
      return undefined;
    case 'bigint':
      return BigInt(v as string);
    case 'number':
      return Number(v);
    case 'seen':
      return seen[v as number];
    case 'object':
      return readEntries(v as [string, unknown][], seen);
    case 'map':
      return readMap(v as [unknown, unknown][], seen);
    case 'set':
      return readSet(v as unknown[], seen);
    case 'date':
    case 'regexp':
    case 'error':
    case 'buffer':
    case 'view': {
      const leaf = readLeaf($, v);
      seen.push(leaf);
      return leaf;
    }
  }
}

function readMap(entries: [unknown, unknown][], seen: unknown[]): Map<unknown, unknown> {
  const result = new Map<unknown, unknown>();
  seen.push(result);
  for (const [key, item] of entries) result.set(read(key, seen), read(item, seen));
  return result;
}

function readSet(items: unknown[], seen: unknown[]): Set<unknown> {
  const result = new Set<unknown>();
  seen.push(result);
  for (const item of items) result.add(read(item, seen));
  return result;
}

function readLeaf(tag: 'date' | 'regexp' | 'error' | 'buffer' | 'view', v: unknown): unknown {
  switch (tag) {
    case 'date':
      return new Date(v as number);
    case 'regexp':
      return new RegExp(...(v as [string, string]));
    case 'error':
      return readError(...(v as [string, string, string]));
    case 'buffer':
      return fromBase64(v as string).buffer;
    case 'view': {
      const [name, base64] = v as [string, string];
      return new (Reflect.get(globalThis, name) as ViewConstructor)(fromBase64(base64).buffer);
    }
  }
}

function readError(name: string, message: string, stack: string): Error {
  const known: unknown = Reflect.get(globalThis, name);
  const constructor = typeof known === 'function' ? (known as ErrorConstructor) : Error;
  return Object.assign(new constructor(message), { stack });
}

function bytesOf(view: ArrayBufferView): Bytes {
  return new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength);
}

/** In steps, because a function takes only so many arguments. */
function toBase64(bytes: Bytes): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += bytesPerStep) {
    binary += String.fromCharCode(...bytes.subarray(start, start + bytesPerStep));
  }
  return btoa(binary);
}

function fromBase64(base64: string): Bytes {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
