import { connections } from './connections.svelte.ts';
import { customers } from './customers.svelte.ts';
import { caught } from './errors.svelte.ts';
import { currentPlace } from './list-place.svelte.ts';
import { prefer, preferences } from './preferences.svelte.ts';

/** From now on remembers where the person is in the list, and how it is sorted. To be called while a component is made. */
export function keepRemembering(): void {
  $effect(
    caught(() => {
      const id = connections.current?.id;
      // Before the first answer the place is the one that was remembered.
      if (id === undefined || customers.total === null) return;
      const places = { ...preferences.places, [id]: currentPlace() };
      const sort = $state.snapshot(customers.sort);
      if (JSON.stringify([places, sort]) !== JSON.stringify([preferences.places, preferences.sort]))
        prefer({ places, sort });
    }),
  );
}
