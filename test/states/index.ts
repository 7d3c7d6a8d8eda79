import { alerts } from './alerts.ts';
import { browsing } from './browsing.ts';
import { changes } from './changes.ts';
import { connecting, withoutKeychain } from './connecting.ts';
import { sizes } from './sizes.ts';
import type { Story } from './state.ts';
import { tools } from './tools.ts';
import { troubles } from './troubles.ts';

/** Everything that the window can look like: for screenshots, for axe, and for comparison with committed pictures. */
export const stories: Story[] = [
  connecting,
  // Only Linux can be without one.
  ...(process.platform === 'linux' ? [withoutKeychain] : []),
  browsing,
  tools,
  changes,
  troubles,
  alerts,
  sizes,
];
