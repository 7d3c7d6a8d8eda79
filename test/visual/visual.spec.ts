import { expect } from '../e2e/fixtures.ts';
import { visitStates } from '../states/visit.ts';

// A few telling states look as they did. Small pictures, for they are committed.
visitStates('nothing looks different in', {
  size: { width: 800, height: 500 },
  wanted: ({ compared }) => compared !== undefined,
  async look({ fieldbook: { page }, simulator }, { name, compared = [] }) {
    for (const colorScheme of compared) {
      await page.emulateMedia({ colorScheme });
      // The simulator's port is another one each time.
      const mask = [page.getByText(new URL(simulator.url).host)];
      await expect(page).toHaveScreenshot(`${name}-${colorScheme}.png`, { mask });
    }
  },
});
