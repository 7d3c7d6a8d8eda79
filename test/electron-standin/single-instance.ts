/** One app per userData folder: a file with a pid decides, because the answer is synchronous; a socket tells the first. */
import crypto from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

type SecondInstanceListener = (argv: string[], workingDirectory: string, additionalData: object) => void;

interface Lock {
  file: string;
  server: net.Server;
}

let held: Lock | null = null;
let told: Promise<void> = Promise.resolve();

/** True when this process is the first; otherwise the first is told about this one. */
export function requestLock(userData: string, additionalData: object, listener: SecondInstanceListener): boolean {
  if (held) return true;
  const file = path.join(userData, 'standin.lock');
  const socket = socketFor(userData);
  if (!claim(file)) {
    told = tellFirstInstance(socket, [process.argv, process.cwd(), additionalData]);
    return false;
  }
  held = { file, server: listenForSecondInstances(socket, listener) };
  return true;
}

export function releaseLock(): void {
  held?.server.close();
  if (held) fs.rmSync(held.file, { force: true });
  held = null;
}

/** Settles when the first instance has been told; the second must not exit before. */
export function secondInstanceTold(): Promise<void> {
  return told;
}

/** An abstract socket vanishes with its process. Hashed, because its name must stay below 108 bytes. */
function socketFor(userData: string): string {
  return `\0electron-standin-${crypto.createHash('sha256').update(userData).digest('hex')}`;
}

function claim(file: string): boolean {
  if (ownerIsAlive(file)) return false;
  const draft = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(draft, String(process.pid));
    fs.rmSync(file, { force: true });
    // A link appears with its content, so nobody ever reads a lock file that is still empty.
    fs.linkSync(draft, file);
    return true;
  } catch {
    // Where the lock can't be made, Electron says no as well: LOCK_ERROR in
    // https://github.com/electron/electron/blob/main/shell/browser/api/electron_api_app.cc
    return false;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function ownerIsAlive(file: string): boolean {
  try {
    const owner = Number(fs.readFileSync(file, 'utf8'));
    return fs.readFileSync(`/proc/${owner}/cmdline`, 'utf8').includes(path.join(import.meta.dirname, 'boot.ts'));
  } catch {
    return false;
  }
}

function listenForSecondInstances(socket: string, listener: SecondInstanceListener): net.Server {
  const server = net.createServer({ allowHalfOpen: true }, (connection) => {
    let text = '';
    connection.setEncoding('utf8');
    connection.on('error', () => undefined);
    connection.on('data', (chunk: string) => (text += chunk));
    connection.on('end', () => {
      connection.end();
      listener(...(JSON.parse(text) as Parameters<SecondInstanceListener>));
    });
  });
  server.listen(socket);
  return server.unref();
}

function tellFirstInstance(socket: string, message: unknown[]): Promise<void> {
  return new Promise((resolve) => {
    const connection = net.connect(socket);
    connection.on('error', () => {
      resolve();
    });
    connection.on('close', () => {
      resolve();
    });
    connection.end(JSON.stringify(message));
    connection.resume();
  });
}
