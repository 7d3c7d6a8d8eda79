import type { FieldbookWindow } from '../e2e/fieldbook-window.ts';
import { test } from '../e2e/fixtures.ts';
import { stories } from './index.ts';
import type { Size, Stage, State } from './state.ts';

interface Visit {
  /** The window's size, where a state has none of its own. */
  size: Size;
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
      // What happens within a minute of it, before or after, happened just now.
      const now = Date.now() + 50_000;
      const stage: Stage = {
        fieldbook: await launch(env),
        simulator,
        userData,
        async restart(change) {
          await stage.fieldbook.quit();
          await change(userData);
          stage.fieldbook = await launch(env);
          await settle(stage.fieldbook, size, now);
        },
      };
      await settle(stage.fieldbook, size, now);
      for (const state of states.slice(0, last + 1)) {
        // One that begins at home is passed by; others are on the way.
        if (home && !wanted(state)) continue;
        await test.step(state.name, async () => {
          await home?.(stage);
          await settle(stage.fieldbook, state.size ?? size, now);
          await state.reach(stage);
          if (wanted(state)) await look(stage, state);
        });
      }
    });
  }
}

/** The same for each state: size, colours, a pointer that hovers over nothing, and a clock by which all happened just now. */
async function settle({ page, form, search }: FieldbookWindow, size: Size, now: number): Promise<void> {
  // By then, what a window begins with has made way for the app's page.
  await form.or(search).first().waitFor();
  // Not Playwright's clock: for a moment, while it is put in, it is 1970.
  await page.evaluate((fixed) => {
    Date.now = () => fixed;
  }, now);
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await page.mouse.move(0, 0);
}
