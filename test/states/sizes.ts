import { expect } from '@playwright/test';
import { awkwardCustomers } from '../awkward-customers.ts';
import { makeCustomers, type SimulatedCustomer } from '../../tools/live-platform/customers.ts';
import type { Stage, State, Story } from './state.ts';

const long =
  'Donaudampfschifffahrtsgesellschaftskapitänswitwen-Versicherungsanstalt für Überseehandel und Binnenschifffahrt';

function longNames(): SimulatedCustomer[] {
  return makeCustomers(40).map((customer, index) =>
    index % 3 === 0
      ? { ...customer, ShortName: `${customer.ShortName}-${long}`, FullName: `${long} ${index}` }
      : customer,
  );
}

/** The list of so many customers, in place of the one before. */
async function replaceList({ fieldbook, simulator }: Stage, customers: SimulatedCustomer[]): Promise<void> {
  simulator.setCustomers(customers);
  if (await fieldbook.toolbar.isVisible()) await fieldbook.refresh();
  else await fieldbook.connect(simulator, { Name: `The customers of ${long}` });
  const held = fieldbook.button('Replace');
  const patience = { timeout: 60_000 };
  // The computer's language may group digits by something else than a comma.
  const count = new RegExp(`· ${customers.length.toLocaleString('en').replaceAll(',', '.')} customers?$`);
  await expect(held.or(fieldbook.freshness.filter({ hasText: count })).first()).toBeVisible(patience);
  if (await held.isVisible()) await held.click();
  await expect(fieldbook.freshness).toHaveText(count, patience);
}

const list = (name: string, customers: () => SimulatedCustomer[]): State => ({
  name,
  reach: (stage) => replaceList(stage, customers()),
});

export const sizes: Story = {
  name: 'sizes',
  states: [
    list('awkward-names', () => awkwardCustomers(60)),
    list('long-names', longNames),
    {
      name: 'long-names-details',
      async reach({ fieldbook }) {
        await fieldbook.search.fill('Donaudampf');
        await fieldbook.expectRowCount(14);
        await fieldbook.openFirst();
      },
    },
    {
      name: 'no-customers',
      async reach(stage) {
        await stage.fieldbook.search.fill('');
        await replaceList(stage, []);
        await expect(stage.fieldbook.page.getByText('Live Platform lists no customers')).toBeVisible();
      },
    },
    list('customers-100000', () => makeCustomers(100_000, 1, { unknownLicenses: true })),
  ],
};
