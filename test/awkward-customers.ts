import type { SimulatedCustomer } from '../tools/live-platform/customers.ts';

const names = [
  'Quotes "in" the name',
  'Commas, semicolons; tabs\t',
  'Line\r\nbreaks\nand\rreturns',
  '=HYPERLINK("http://127.0.0.1","x")',
  '+49 30 1234',
  '-1+1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  "'=already guarded",
  "''-twice",
  "'just an apostrophe",
  '＝full width',
  ' blanks around ',
  '"',
  '""',
  '北京电信 Łódź Ελλάδα עברית ไทย',
  '😀 emoji',
  '\u{feff}mark',
];

/** Customers whose names trip up careless writers and readers of CSV. */
export function awkwardCustomers(count: number): SimulatedCustomer[] {
  return Array.from({ length: count }, (_, number) => ({
    Id: number % 10 === 9 ? null : `${number % 2 === 0 ? '=' : ''}id-${number}`,
    ShortName: `${names[number % names.length] ?? ''}${number}`,
    FullName: names[(number * 7) % names.length] ?? '',
    LicenseType: number % 8,
  }));
}
