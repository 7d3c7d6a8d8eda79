import { expect } from '@playwright/test';
import { customers } from '../e2e/fixtures.ts';
import { toTheList } from './home.ts';
import type { Story } from './state.ts';

/** The same customers in number: some renamed, some with another license, one exchanged. */
function aWeekLater(): typeof customers {
  return customers.map((customer, index) => {
    if (index === 1) return { ...customer, Id: 'aaaaaaaa-0000-4000-8000-00000000000a', ShortName: 'NewOne' };
    if (index % 40 === 0) return { ...customer, LicenseType: 5 };
    if (index % 50 === 7) return { ...customer, FullName: `${customer.FullName} Holding` };
    return customer;
  });
}

export const changes: Story = {
  name: 'changes',
  home: toTheList,
  states: [
    {
      name: 'changes',
      async reach({ fieldbook, simulator }) {
        simulator.setCustomers(aWeekLater());
        await fieldbook.refresh();
        await fieldbook.page.getByRole('button', { name: /1 new, 1 removed/ }).click();
        await fieldbook.search.fill('TobiService');
        await fieldbook.expectRowCount(1);
        await fieldbook.openFirst();
        await expect(fieldbook.details).toContainText('License changed');
      },
    },
    {
      name: 'changes-view',
      async reach({ fieldbook }) {
        await fieldbook.button('Refresh report').click();
        await expect(fieldbook.page.getByRole('list', { name: 'Changes' })).toContainText('BB84');
      },
    },
  ],
};
