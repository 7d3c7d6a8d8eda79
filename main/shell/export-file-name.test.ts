import { expect, test } from 'vitest';
import { exportFileName } from './export-file-name.ts';

const day = new Date(2026, 2, 5, 23, 59);

test.each([
  ['Example Telecom', 'Example Telecom customers 2026-03-05.csv'],
  ['  ../etc\\pass: "wd"?*<>|\n ', 'etc pass wd customers 2026-03-05.csv'],
  ['Łódź 北京', 'Łódź 北京 customers 2026-03-05.csv'],
  ['...', 'customers 2026-03-05.csv'],
  ['live.example.com', 'live example com customers 2026-03-05.csv'],
  ['x'.repeat(300), `${'x'.repeat(80)} customers 2026-03-05.csv`],
])('%s', (name, expected) => {
  expect(exportFileName(name, day, 'csv')).toBe(expected);
});
