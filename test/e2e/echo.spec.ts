/** A server that sends the secret back: it must stand nowhere on screen, and that something is withheld is told. */
import { tracesOf } from '../../tools/live-platform/encodings.ts';
import type { FieldbookWindow } from './fieldbook-window.ts';
import { customers, expect, test } from './fixtures.ts';

const withheld = 'What the server says is not shown: it may repeat the secret that was sent.';
const withheldInDetail = 'its words are withheld: they may repeat what was sent';

async function expectNoTrace({ page, app }: FieldbookWindow, secrets: string[]): Promise<void> {
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
  const shown = `${await page.locator('body').innerText()}\n${await page.content()}\n${copied}`.toLowerCase();
  expect(secrets.flatMap(tracesOf).filter((trace) => shown.includes(trace))).toEqual([]);
}

test('a secret that is sent back is shown nowhere, however it is written', async ({ fieldbook, simulator }) => {
  const { page, alert, form } = fieldbook;
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);

  async function expectReportedWithout(secrets: string[]): Promise<void> {
    await expectNoTrace(fieldbook, secrets);
    await alert.getByRole('button', { name: 'Copy details' }).click();
    await expect(fieldbook.button('Details copied')).toBeVisible();
    await fieldbook.button('Refresh report').click();
    const refreshes = page.getByRole('region', { name: 'Refreshes', exact: true });
    await expect(refreshes.getByRole('listitem').first()).toBeVisible();
    await expectNoTrace(fieldbook, secrets);
    await fieldbook.tab('Customers').click();
  }

  for (const encoding of ['as it is', 'in base64 after a name', 'in hexadecimal', 'letter by letter']) {
    await test.step(`${encoding}, by Live Platform`, async () => {
      simulator.set({ token: { kind: 'good' }, customers: { kind: 'echo', encoding, status: 401 } });
      await fieldbook.refresh();
      await expect(alert).toContainText('did not accept the access token');
      const tokens = simulator.asked('customers').map(({ headers }) => headers.authorization ?? '');
      await expectReportedWithout(tokens.map((authorization) => authorization.replace('Bearer ', '')));
    });

    await test.step(`${encoding}, by the sign-in service`, async () => {
      simulator.revokeTokens();
      simulator.set({ token: { kind: 'echo', encoding, status: 401 }, customers: { kind: 'good' } });
      await fieldbook.refresh();
      await expect(alert).toContainText('Sign-in was rejected');
      await expect(alert).toContainText(withheld);
      await expectReportedWithout([simulator.clientSecret]);
      expect(await fieldbook.app.evaluate(({ clipboard }) => clipboard.readText())).toContain(withheldInDetail);
    });

    await test.step(`${encoding}, when the connection is tested`, async () => {
      await fieldbook.manageConnections();
      await fieldbook.button('Test connection').click();
      const notice = form.getByRole('alert');
      await expect(notice).toContainText(withheld);
      await expect(notice).toContainText(withheldInDetail);
      await expectNoTrace(fieldbook, [simulator.clientSecret]);
      await page.keyboard.press('Escape');
      await expect(form).toBeHidden();
    });
  }
});
