import type { ExportFormat } from '../../preload/contract/export.ts';
import { countOf } from '../ui/format.ts';

export const exportButton = 'Export';
export const exportTitle = 'Export customers';
export const exportTooltip = 'Save the list as a file (Ctrl+E)';
export const scopeLegend = 'Customers';
export const formatLegend = 'Format';

/** What is shown, or everything. */
export function scopeLabel(scope: 'shown' | 'all', count: number): string {
  return scope === 'shown' ? `The ${countOf(count, 'customer')} shown` : `All ${countOf(count, 'customer')}`;
}

export const scopeHints: Readonly<Record<'shown' | 'all', string>> = {
  shown: 'As searched, filtered and sorted.',
  all: 'Regardless of search and filters.',
};

export const formatLabels: Readonly<Record<ExportFormat, string>> = { csv: 'CSV', json: 'JSON' };

export const formatHints: Readonly<Record<ExportFormat, string>> = {
  csv: 'For spreadsheets. A cell that would run as a formula begins with an apostrophe.',
  json: 'For programs. Every value as Live Platform sent it.',
};

export const chooseButton = 'Choose file…';
export const cancelButton = 'Cancel';
export const savingText = 'Saving…';
export const showInFolderButton = 'Show in folder';
export const doneButton = 'Done';

/** `35 customers saved`. */
export function savedText(customers: number): string {
  return `${countOf(customers, 'customer')} saved`;
}

/** What holds even when an export failed. */
export const nothingChangedText = 'Nothing was written, and a file of that name is as it was.';
