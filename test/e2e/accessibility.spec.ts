import { AxeBuilder } from '@axe-core/playwright';
import { themes } from '../states/state.ts';
import { visitStates } from '../states/visit.ts';
import { expect } from './fixtures.ts';

// Telling where each good element stands is most of axe's work.
const violationsOnly = { resultTypes: ['violations' as const], selectors: false };

// Every state, in both themes.
visitStates('axe finds nothing in', {
  size: { width: 1000, height: 480 },
  async look({ fieldbook: { page } }) {
    // Forced colours are the person's own; axe sees those that they take the place of.
    const forced = await page.evaluate(() => matchMedia('(forced-colors: active)').matches);
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      // A copy, for the builder writes into it which rules are on: they would be so for every state that follows.
      const axe = new AxeBuilder({ page }).setLegacyMode().options({ ...violationsOnly });
      if (forced) axe.disableRules('color-contrast');
      // The other theme has the same elements in other colours.
      else if (colorScheme === 'dark') axe.withRules('color-contrast');
      const { violations } = await axe.analyze();
      expect(
        violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html).join()}`),
      ).toEqual([]);
    }
  },
});
