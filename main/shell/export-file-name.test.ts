import { expect, test } from 'vitest';
import { exportFileName, withExtension } from './export-file-name.ts';

const day = new Date(2026, 2, 5, 23, 59);

test.each([
  ['Example Telecom', 'Example Telecom customers 2026-03-05.csv'],
  ['  ../etc\\pass: "wd"?*<>|\n ', 'etc pass wd customers 2026-03-05.csv'],
  ['Łódź 北京', 'Łódź 北京 customers 2026-03-05.csv'],
  ['...', 'customers 2026-03-05.csv'],
  ['live.example.com', 'live example com customers 2026-03-05.csv'],
  ['x'.repeat(300), `${'x'.repeat(160)} customers 2026-03-05.csv`],
  ['北'.repeat(300), `${'北'.repeat(53)} customers 2026-03-05.csv`],
  [`xx${'𠀀'.repeat(300)}`, `xx${'𠀀'.repeat(39)} customers 2026-03-05.csv`],
])('%s', (name, expected) => {
  expect(exportFileName(name, 'customers', day, 'csv')).toBe(expected);
});

test.each([
  ['/home/me/x', 'csv', '/home/me/x.csv'],
  ['/home/me/x.csv', 'csv', '/home/me/x.csv'],
  ['/home/me/x.CSV', 'csv', '/home/me/x.CSV'],
  ['/home/me/x.json', 'csv', '/home/me/x.json.csv'],
  ['/home/me/x.csv', 'json', '/home/me/x.csv.json'],
  ['/home/me/live.example.com', 'json', '/home/me/live.example.com.json'],
  ['/home/me/x.', 'csv', '/home/me/x.csv'],
  ['/home/me/.csv', 'csv', '/home/me/.csv.csv'],
  ['/home/m.csv/x', 'csv', '/home/m.csv/x.csv'],
] as const)('%s as %s is %s', (path, format, expected) => {
  expect(withExtension(path, format)).toBe(expected);
});
