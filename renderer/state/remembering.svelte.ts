import { connections } from './connections.svelte.ts';
import { customers } from './customers.svelte.ts';
import { caught } from './errors.svelte.ts';
import { currentView } from './saved-view.svelte.ts';
import { prefer, preferences } from './preferences.svelte.ts';

/**
 * Remembers from now on where the person is in the list, and how it is sorted. Must be called while a component
 * initialises.
 */
export function keepRemembering(): void {
  $effect(
    caught(() => {
      const id = connections.current?.id;
      // Before the first answer the saved view is the last one.
      if (id === undefined || customers.total === null) return;
      const savedViews = { ...preferences.savedViews, [id]: currentView() };
      const sort = $state.snapshot(customers.sort);
      if (JSON.stringify([savedViews, sort]) !== JSON.stringify([preferences.savedViews, preferences.sort]))
        prefer({ savedViews, sort });
    }),
  );
}
