import type { FieldbookWindow } from '../e2e/fieldbook-window.ts';
import { test } from '../e2e/fixtures.ts';
import { stories } from './index.ts';
import type { Stage, State } from './state.ts';

interface Visit {
  /** The window's size, in CSS pixels, where a state has none of its own. */
  size: { width: number; height: number };
  /** Which states to look at; all unless given. */
  wanted?: (state: State) => boolean;
  look: (stage: Stage, state: State) => Promise<void>;
}

/**
 * Makes each story a test that goes through its states and has a look at those that are wanted.
 * @param title what the tests are called, before the story's name
 */
export function visitStates(title: string, { size, wanted = () => true, look }: Visit): void {
  for (const { name, env, home, states } of stories) {
    const last = states.findLastIndex(wanted);
    if (last === -1) continue;
    test(`${title} ${name}`, async ({ launch, simulator, userData }) => {
      test.slow();
      const start = new Date();
      const stage: Stage = {
        fieldbook: await launch(env),
        simulator,
        userData,
        async restart(change) {
          await stage.fieldbook.quit();
          await change(userData);
          stage.fieldbook = await launch(env);
          await settle(stage.fieldbook, size, start);
        },
      };
      await settle(stage.fieldbook, size, start);
      for (const state of states.slice(0, last + 1)) {
        // One that begins at home is passed by; others are on the way.
        if (home && !wanted(state)) continue;
        await test.step(state.name, async () => {
          await home?.(stage);
          await settle(stage.fieldbook, size, start);
          await state.reach(stage);
          if (wanted(state)) await look(stage, state);
        });
      }
    });
  }
}

/** The same for each state: size, colours, a pointer that hovers over nothing, and a clock by which all happened just now. */
async function settle({ page }: FieldbookWindow, size: Visit['size'], now: Date): Promise<void> {
  // A page that starts just while its clock is set would begin in 1970.
  await page.waitForLoadState();
  await page.clock.setFixedTime(now);
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await page.mouse.move(0, 0);
}
