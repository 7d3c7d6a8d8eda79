import { type Size, themes } from '../states/state.ts';
import { visitStates } from '../states/visit.ts';

const sizes: Size[] = [
  { width: 800, height: 600 },
  { width: 1180, height: 780 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
];

// Pictures of each state in both themes and several sizes, to look at.
visitStates('pictures of', {
  size: { width: 1180, height: 780 },
  async look({ fieldbook: { page } }, { name, size }) {
    for (const each of size ? [size] : sizes) {
      await page.setViewportSize(each);
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        const path = `test-results/screenshots/${name}-${each.width}-${colorScheme}.png`;
        await page.screenshot({ path, animations: 'disabled' });
      }
    }
  },
});
