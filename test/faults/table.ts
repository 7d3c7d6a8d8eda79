import type { CanarySearch } from './canary.ts';

/** What the suites of `npm run test:faults` have shown. */
export interface Outcome {
  passed: number;
  failed: number;
  /** Cases that passed, by the code they end in; `none` is for what only looks like a failure. */
  cases: Record<string, number>;
  /** The codes that were seen in the window. */
  onScreen: string[];
  /** Kills survived, by how far the transaction had come. */
  kills: Record<string, number>;
  rows: { received: number; lists: number };
  canaries?: CanarySearch;
  seconds?: number;
}

/** Writes the outcome as a table for people. */
export function formatTable({ cases, onScreen, kills, rows, canaries, seconds }: Outcome): string {
  const codes = Object.entries(cases).filter(([code]) => code !== 'none');
  const perCode = codes.map(([code, count]) => line(code, count, onScreen.includes(code) ? 'on screen too' : ''));
  const steps = Object.entries(kills).map(([step, count]) => `${step} ${count}`);
  return [
    line('Code', 'Cases', ''),
    ...perCode,
    line('all codes', sum(codes.map(([, count]) => count)), ''),
    line('no failure', cases['none'] ?? 0, 'what only looks like one'),
    line('Kills survived', sum(Object.values(kills)), steps.join(', ')),
    line('Rows accounted for', rows.received, `in ${rows.lists} lists`),
    canaries
      ? line('Canary hits', canaries.hits.length, [searched(canaries), ...canaries.hits].join('; '))
      : line('Canary hits', 'not searched', ''),
    line('Seconds', seconds ?? '', ''),
  ].join('\n');
}

function searched({ files, bytes }: CanarySearch): string {
  return `in ${files} files, ${Math.round(bytes / 1e6)} MB`;
}

function line(name: string, count: number | string, note: string): string {
  return `${name.padEnd(26)}${String(count).padStart(12)}  ${note}`.trimEnd();
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
