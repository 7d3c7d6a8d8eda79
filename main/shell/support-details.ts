import { release } from 'node:os';
import { app } from 'electron';
import type { Failure } from '../../preload/bridge.ts';

/** What a support engineer needs to know of a failure, as lines of text. A failure never holds a secret. */
export function supportDetails({ code, title, detail, status, retryAfterSeconds }: Failure): string {
  const { electron, chrome, node } = process.versions;
  return [
    title,
    `Code: ${code}${status === undefined ? '' : `, HTTP status ${status}`}`,
    `Detail: ${detail}`,
    ...(retryAfterSeconds === undefined ? [] : [`Retry after: ${retryAfterSeconds} s`]),
    `Time: ${new Date().toISOString()}`,
    `Fieldbook ${app.getVersion()}, Electron ${electron}, Chromium ${chrome}, Node ${node}`,
    `${process.platform} ${process.arch} ${release()}`,
  ].join('\n');
}
