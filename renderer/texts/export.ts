import type { Exported, ExportFormat } from '../../preload/contract/export.ts';
import { countOf } from '../ui/format.ts';

export const exportButton = 'Export';
export const exportTitles: Readonly<Record<Exported['of'], string>> = {
  customers: 'Export customers',
  changes: 'Export changes',
};
export const exportTooltip = 'Save what is listed as a file (Ctrl+E)';
export const scopeLegends: Readonly<Record<Exported['of'], string>> = { customers: 'Customers', changes: 'Changes' };
export const formatLegend = 'Format';

/** What is selected, what is shown, or everything. */
export function scopeLabel(scope: 'selected' | 'shown' | 'all', count: number): string {
  const customers = countOf(count, 'customer');
  return { selected: `The ${customers} selected`, shown: `The ${customers} shown`, all: `All ${customers}` }[scope];
}

/** Of changes, what is shown is exported. */
export function changesScope(count: number): string {
  return `The ${countOf(count, 'change')} shown, newest first`;
}

export const scopeHints: Readonly<Record<'selected' | 'shown' | 'all', string>> = {
  selected: 'In the order of the list.',
  shown: 'As searched, filtered and sorted.',
  all: 'Regardless of search and filters.',
};

export const formatLabels: Readonly<Record<ExportFormat, string>> = {
  csv: 'CSV',
  xlsx: 'Excel workbook',
  json: 'JSON',
};

export const formatHints: Readonly<Record<ExportFormat, string>> = {
  csv: 'For spreadsheets. A cell that would run as a formula begins with an apostrophe.',
  xlsx: 'For Excel and other spreadsheets: every value as it is, under a header that stays in sight.',
  json: 'For programs. Every value as Live Platform sent it.',
};

export const chooseButton = 'Choose file…';
export const cancelButton = 'Cancel';
export const savingText = 'Saving…';
export const openButton = 'Open';
export const showInFolderButton = 'Show in folder';
export const doneButton = 'Done';

/** `35 customers saved`. */
export function savedText(of: Exported['of'], rows: number): string {
  return `${countOf(rows, of === 'customers' ? 'customer' : 'change')} saved`;
}

/** What holds even when an export failed. */
export const nothingChangedText = 'Nothing was written, and a file of that name is as it was.';
