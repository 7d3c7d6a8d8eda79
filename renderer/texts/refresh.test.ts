import { expect, test } from 'vitest';
import type { RefreshState } from '../../preload/contract/refresh.ts';
import { progress } from './refresh.ts';

const running = { kind: 'running', step: 'downloading', receivedBytes: 12_000, rows: 0, stalledFor: null } as const;

test.each<[Partial<Extract<RefreshState, { kind: 'running' }>>, string]>([
  [{}, 'Downloading, 12 KB…'],
  [{ stalledFor: 40_900 }, 'Live Platform has sent almost nothing for 40 seconds, 12 KB so far'],
  [{ stalledFor: 600_000 }, 'Live Platform has sent almost nothing for 10 minutes, 12 KB so far'],
  [{ step: 'waiting' }, 'Waiting for Live Platform…'],
  [{ step: 'waiting', stalledFor: 12_300 }, 'Waiting for Live Platform for 12 seconds…'],
  [{ step: 'saving' }, 'Saving…'],
])('%j reads %s', (state, words) => {
  expect(progress({ ...running, ...state })).toBe(words);
});
