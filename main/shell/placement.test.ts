import { fc } from '../../test/support/properties.ts';
import { expect, test } from 'vitest';
import { type Area, placement } from './placement.ts';

const laptop: Area = { x: 0, y: 25, width: 1440, height: 875 };
const monitor: Area = { x: 1440, y: 0, width: 2560, height: 1440 };

test.each<[string, Area]>([
  ['in the middle of a screen', { x: 200, y: 100, width: 1000, height: 700 }],
  ['on the second screen', { x: 2000, y: 100, width: 1180, height: 780 }],
  ['across two screens', { x: 1000, y: 100, width: 1180, height: 780 }],
  ['a little beyond the edge, as Windows puts snapped windows', { x: -8, y: 25, width: 736, height: 883 }],
  ['mostly below the edge, with the title bar in reach', { x: 100, y: 850, width: 1000, height: 700 }],
])('a window %s stays there', (_where, remembered) => {
  expect(placement(remembered, [laptop, monitor])).toEqual(remembered);
});

test.each<[string, Area, Area]>([
  [
    'on a screen that is gone',
    { x: 2000, y: 100, width: 1180, height: 780 },
    { x: 260, y: 100, width: 1180, height: 780 },
  ],
  ['left of everything', { x: -3000, y: 100, width: 1180, height: 780 }, { x: 0, y: 100, width: 1180, height: 780 }],
  [
    'with its title bar above',
    { x: 100, y: -60, width: 1180, height: 780 },
    { x: 100, y: 25, width: 1180, height: 780 },
  ],
  ['larger than any screen', { x: 2000, y: 2000, width: 3000, height: 2000 }, laptop],
])('a window %s comes back onto the screen', (_where, remembered, expected) => {
  expect(placement(remembered, [laptop])).toEqual(expected);
});

test('wherever a window was, its title bar can be reached', () => {
  const anywhere = fc.integer({ min: -10_000, max: 10_000 });
  const side = fc.integer({ min: 480, max: 6_000 });
  fc.assert(
    fc.property(fc.record({ x: anywhere, y: anywhere, width: side, height: side }), (remembered) => {
      const { x, y, width } = placement(remembered, [laptop, monitor]);
      const reached = [laptop, monitor].some(
        (screen) =>
          Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x) >= 100 &&
          y + 40 >= screen.y + 20 &&
          y + 20 <= screen.y + screen.height,
      );
      expect(reached).toBe(true);
    }),
  );
});
