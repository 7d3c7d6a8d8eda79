import { release } from 'node:os';
import { app } from 'electron';
import type { Failure } from '../../preload/contract/failures.ts';
import type { RefreshRecord } from '../../preload/contract/refresh.ts';

/**
 * What a support engineer needs to know of a failure, as lines of text. A failure never holds a secret.
 * @param last the last refresh on record, if there is one
 */
export function supportDetails(
  { code, title, detail, status, retryAfterSeconds }: Failure,
  last: RefreshRecord | undefined,
): string {
  const { electron, chrome, node } = process.versions;
  return [
    title,
    `Code: ${code}${status === undefined ? '' : `, HTTP status ${status}`}`,
    `Detail: ${detail}`,
    ...(retryAfterSeconds === undefined ? [] : [`Retry after: ${retryAfterSeconds} s`]),
    ...(last
      ? [
          `Last refresh: ${new Date(last.startedAt).toISOString()}, ${last.outcome}, took ${last.endedAt - last.startedAt} ms`,
        ]
      : []),
    `Time: ${new Date().toISOString()}`,
    `Fieldbook ${app.getVersion()}, Electron ${electron}, Chromium ${chrome}, Node ${node}`,
    `${process.platform} ${process.arch} ${release()}`,
  ].join('\n');
}
