import { customers, expect, test } from './connected.ts';

test('a download that only drips is told to stall, and can be cancelled', async ({ fieldbook, simulator }) => {
  simulator.set({ customers: { kind: 'trickle', chunkBytes: 10, milliseconds: 500 } });
  await fieldbook.startRefresh();
  const progress = fieldbook.page.getByRole('progressbar', { name: 'Refresh progress' });
  await expect(progress).toHaveAttribute('aria-valuetext', /^Downloading, \d+ bytes…$/);
  const words = /Live Platform has sent almost nothing for \d\d seconds, \d+ bytes so far/;
  await expect(progress).toHaveAttribute('aria-valuetext', words, { timeout: 30_000 });
  await expect(fieldbook.toolbar).toContainText(words);
  await fieldbook.button('Cancel refresh').click();
  await expect(fieldbook.toolbar).not.toContainText('almost nothing');
  await fieldbook.expectRowCount(customers.length);
});
