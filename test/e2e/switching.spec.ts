import { makeCustomers } from '../../tools/live-platform/customers.ts';
import { allCustomers } from '../support/all-customers.ts';
import { expect, test } from './fixtures.ts';

test('while connections are switched, a search is answered from one list or the other, and each event says whose it is', async ({
  fieldbook,
  simulator,
}) => {
  const { page } = fieldbook;
  simulator.setCustomers(makeCustomers(30));
  await fieldbook.connect(simulator);
  await fieldbook.expectRowCount(30);
  const asked = await page.evaluate(async (query) => {
    const { connection, customers, directory } = window.fieldbook;
    const before = await connection.list();
    const id = before.ok ? before.value.current?.id : undefined;
    const shown: (string | undefined)[] = [];
    const stop = directory.onChanged((changed) => shown.push(changed?.connection));
    const [, during, suggested] = await Promise.all([
      connection.exploreSample(),
      customers.search(query),
      customers.suggest('license:', 8),
    ]);
    const sample = await connection.list();
    const [, later] = await Promise.all([connection.select(id ?? ''), customers.search(query)]);
    stop();
    const answered = [during, later].map((answer) => (answer.ok ? answer.value.connection : answer.failure.code));
    return { id, sample: sample.ok ? sample.value.current?.id : undefined, shown, answered, suggested };
  }, allCustomers);
  // Of the list that is left, or of the next one: never a failure.
  for (const connection of asked.answered) expect([asked.sample, asked.id]).toContain(connection);
  expect(asked.suggested).toMatchObject({ ok: true });
  expect(asked.shown).toEqual([asked.sample, asked.id]);
  await expect(page.getByRole('alert')).toHaveCount(0);
});
