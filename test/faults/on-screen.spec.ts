import { createServer } from 'node:https';
import type { FailureCode } from '../../preload/contract/failures.ts';
import { customers, expect, test } from '../e2e/fixtures.ts';
import { presetBehaviour } from '../../tools/live-platform/behaviours.ts';
import type { BehaviourChange } from '../../tools/live-platform/simulator.ts';
import { makeSelfSigned } from './certificates.ts';
import { wording } from './wording.ts';

// One case for each code that a server can cause, in one run of the app; what the cases are made of is told by the table.

const cases: [FailureCode, BehaviourChange][] = [
  ['sign-in-rejected', { token: presetBehaviour('invalid-tenant') }],
  ['token-rejected', { customers: presetBehaviour('unauthorized') }],
  ['forbidden', { customers: presetBehaviour('forbidden-html') }],
  ['not-found', { customers: presetBehaviour('not-found') }],
  ['proxy', { customers: presetBehaviour('proxy-auth') }],
  ['not-live-platform', { customers: presetBehaviour('redirect-loop') }],
  ['malformed', { customers: presetBehaviour('deep-nesting') }],
  ['too-large', { customers: presetBehaviour('announced') }],
  ['server-error', { customers: presetBehaviour('bad-gateway') }],
  ['offline', { customers: presetBehaviour('close-before') }],
  ['timed-out', { customers: presetBehaviour('gateway-timeout') }],
  ['throttled', { customers: presetBehaviour('throttled-date') }],
];

test('each failure that a server can cause is shown by its name, over a list that stays', async ({
  fieldbook,
  simulator,
}, { annotations }) => {
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(customers.length);
  const updated = await fieldbook.freshness.getAttribute('title');

  async function expectShown(code: FailureCode): Promise<void> {
    annotations.push({ type: 'fault-code', description: code });
    await expect(fieldbook.alert).toContainText(wording[code].title);
    await expect(fieldbook.alert).toContainText('The list below is unchanged.');
    await fieldbook.expectRowCount(customers.length);
    expect(await fieldbook.freshness.getAttribute('title')).toBe(updated);
  }

  for (const [code, behaviour] of cases) {
    await test.step(code, async () => {
      simulator.revokeTokens();
      simulator.set({ token: { kind: 'good' }, customers: { kind: 'good' }, ...behaviour });
      await fieldbook.refresh();
      await expectShown(code);
      const cancel = fieldbook.alert.getByRole('button', { name: 'Cancel' });
      if (await cancel.isVisible()) await cancel.click();
    });
  }

  await test.step('tls', async () => {
    const server = createServer(await makeSelfSigned('127.0.0.1'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    simulator.set({ token: { kind: 'good' }, customers: { kind: 'good' } });
    await fieldbook.manageConnections();
    await fieldbook.form.getByLabel('Authority').fill(`https://127.0.0.1:${port}`);
    // A secret goes to another sign-in service only when it is entered again.
    await fieldbook.form.getByLabel('Client secret').fill(simulator.clientSecret);
    await fieldbook.button('Save and refresh').click();
    await expectShown('tls');
    server.close();
  });
});
