import { defaultPreferences, type Preferences } from '../../preload/contract/preferences.ts';
import { showUnlessOk } from './alerts.svelte.ts';

/** How the person likes to work, remembered across restarts. */
export const preferences: Preferences = $state(defaultPreferences);

/** Asks how the person likes to work; the defaults hold until then, and after a failure. */
export async function loadPreferences(): Promise<void> {
  const answer = await window.fieldbook.preferences.read();
  showUnlessOk('preferences', answer);
  if (answer.ok) Object.assign(preferences, answer.value);
}

/** Changes some preferences, and saves them. */
export function prefer(changes: Partial<Preferences>): void {
  Object.assign(preferences, changes);
  void save();
}

async function save(): Promise<void> {
  showUnlessOk('preferences', await window.fieldbook.preferences.save($state.snapshot(preferences)));
}
