import { cpus, totalmem } from 'node:os';
import { shell } from '../launch/shell.ts';
import type { Figure } from './figure.ts';

/** What the figures were measured on. */
export function machineLine(now: Date): string {
  const [cpu] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const window = shell('bench').name === 'electron' ? 'Electron' : 'the stand-in';
  return `${now.toISOString().slice(0, 10)}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${memory}, Node ${process.versions.node}, window in ${window}`;
}

/** The figures as a Markdown table, one line each. */
export function formatFigures(figures: readonly Figure[]): string {
  const lines = figures.map(({ name, size, value, unit, ratio, bar, holds }) => [
    name,
    size.toLocaleString('en'),
    formatValue(value, unit),
    ratio === null ? '' : `${formatNumber(ratio)}×`,
    bar === null ? '' : `≤ ${formatNumber(bar)}${ratio === null ? '' : '×'}`,
    holds === null ? '' : holds ? 'yes' : '**no**',
  ]);
  const head = ['what', 'customers', 'median', 'ratio', 'bar', 'holds'];
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function formatValue(value: number, unit: Figure['unit']): string {
  return value > 1e6 && unit === 'bytes' ? `${formatNumber(value / 1e6)} MB` : `${formatNumber(value)} ${unit}`;
}

/** Three digits are more than a noisy machine is good for. */
function formatNumber(value: number): string {
  return String(Number(value.toPrecision(value >= 100 ? 3 : 2)));
}
