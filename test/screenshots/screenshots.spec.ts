import { themes } from '../states/state.ts';
import { visitStates } from '../states/visit.ts';

// A picture of each state in both themes, to look at.
visitStates('pictures of', {
  size: { width: 1180, height: 780 },
  async look({ fieldbook: { page } }, { name }) {
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `test-results/screenshots/${name}-${colorScheme}.png`, animations: 'disabled' });
    }
  },
});
