/** Answers that Electron's `net.fetch` can't put into a response: main/shell/net-fetch.ts. */
import { presetBehaviour } from '../../tools/live-platform/behaviours.ts';
import { customers, expect, test } from './fixtures.ts';

for (const name of ['header-not-ascii', 'reason-not-ascii'] as const) {
  test(`a list that comes with ${name} is a list like any other`, async ({ fieldbook, simulator }) => {
    simulator.set({ token: presetBehaviour(name), customers: presetBehaviour(name) });
    await fieldbook.connect(simulator);
    await fieldbook.expectRowCount(customers.length);
    await expect(fieldbook.alert).toBeHidden();
  });
}

test('a status that is none is a failure at once, and the list stays', async ({ fieldbook, simulator }) => {
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  for (const name of ['status-0', 'status-999'] as const) {
    await test.step(name, async () => {
      simulator.set({ customers: { kind: 'good' } });
      await fieldbook.refresh();
      await expect(fieldbook.alert).toBeHidden();
      simulator.set({ customers: presetBehaviour(name) });
      await fieldbook.refresh();
      // Silence would be told after 30 seconds, which is longer than a spec waits.
      await expect(fieldbook.alert).toContainText('Something other than a web server answers there.');
      await fieldbook.expectRowCount(customers.length);
    });
  }
});

test('an error that nobody can catch ends the request at once', async ({ fieldbook, simulator }) => {
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  simulator.set({ customers: presetBehaviour('silence-before') });
  const before = simulator.asked('customers').length;
  await fieldbook.startRefresh();
  await expect.poll(() => simulator.asked('customers').length).toBeGreaterThan(before);
  await fieldbook.app.evaluate(({ dialog }) => {
    dialog.showErrorBox = () => undefined;
    setImmediate(() => {
      throw new Error('thrown in a listener of net.fetch');
    });
  });
  // The error itself is told too.
  const refused = fieldbook.alert.filter({ hasText: 'The list below is unchanged.' });
  await expect(refused).toBeVisible();
  await fieldbook.expectRowCount(customers.length);
  simulator.set({ customers: { kind: 'good' } });
  await fieldbook.refresh();
  await expect(refused).toBeHidden();
});
