// How long the main process can't answer during a refresh: all that it does itself, with a server in another process.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as v from 'valibot';
import { openDirectory } from '../../main/directory/directory.ts';
import { requestCustomerList } from '../../main/live-platform/customer-list.ts';
import { createTokenSource } from '../../main/live-platform/token-source.ts';
import { createRefresh } from '../../main/refresh/refresh.ts';
import { noLog } from '../../test/faults/test-bed.ts';
import { argument, give } from './child.ts';
import { workerFile } from './worker-file.ts';

const Task = v.object({
  file: v.string(),
  url: v.string(),
  authority: v.string(),
  tenantId: v.string(),
  clientId: v.string(),
  clientSecret: v.string(),
  scope: v.string(),
});
const { file, url, clientSecret, ...signIn } = argument(Task);

const timeLimits = { answer: 120_000, silence: 120_000 };
const shared = { fetch: globalThis.fetch, now: Date.now, timeLimits };
const tokens = createTokenSource({
  ...shared,
  signIn: { method: 'entra-app', ...signIn },
  readSecret: () => Promise.resolve(clientSecret),
});
const directory = openDirectory(file, workerFile, Date.now);
const refresh = createRefresh({
  directory,
  openList: async (signal, onStep) => {
    const list = await requestCustomerList({ ...shared, baseUrl: `${url}/tenantui`, tokens, signal, onStep });
    return list.chunks;
  },
  now: Date.now,
  uptime: () => performance.now(),
  onState: () => undefined,
  onDirectory: () => undefined,
  log: noLog,
});
await directory.status();
const resolution = 1;
const delay = monitorEventLoopDelay({ resolution });
delay.enable();
const { snapshot } = await refresh.start();
delay.disable();
await directory.close();
// The histogram counts from one of its timers to the next.
give({ longest: delay.max / 1e6 - resolution, customers: snapshot?.customers ?? 0 });
