import { expect, test } from 'vitest';
import type { CustomerColumn } from '../../preload/contract/columns.ts';
import type { ColumnSetting } from '../../preload/contract/preferences.ts';
import { columnsThatFit } from './column-widths.ts';

const all: ColumnSetting[] = (['shortName', 'fullName', 'license', 'service', 'id'] as const).map((column) => ({
  column,
  width: null,
  hidden: false,
}));

function fitting(room: number, columns = all, rem = 16): CustomerColumn[] {
  return columnsThatFit(columns, room, rem).map(({ column }) => column);
}

test.each([
  [920, ['shortName', 'fullName', 'license', 'service', 'id']],
  [919, ['shortName', 'fullName', 'license', 'service']],
  // The list at 1180 pixels, with the details open.
  [604, ['shortName', 'fullName', 'license']],
  [400, ['shortName', 'license']],
  [200, ['shortName']],
  [0, ['shortName']],
])('at %d pixels there is room for %j', (room, columns) => {
  expect(fitting(room)).toEqual(columns);
});

test('larger letters need more room', () => {
  expect(fitting(920, all, 20)).toEqual(['shortName', 'fullName', 'license', 'service']);
});

test('a width that was set is kept, and the last column stays', () => {
  const sized = all.map((setting) => (setting.column === 'id' ? { ...setting, width: 300 } : setting));
  expect(fitting(700, sized)).toEqual(['shortName', 'license', 'id']);
  expect(
    fitting(
      10,
      all.filter(({ column }) => column === 'id'),
    ),
  ).toEqual(['id']);
});
