import type { Overview } from '../../preload/contract/connections.ts';
import { countOf } from '../ui/format.ts';

/** What the menu of connections says. */
export const name = 'Connections';
export const sample = 'Built-in example, not real customers';
export const add = 'Add connection…';
export const manage = 'Manage connections…';

export const unknown = '–';
export const never = 'Not refreshed yet';
export const unreadable = 'Cached list not readable';

/** `35 customers · 3 days ago`. */
export function cached(customers: number, age: string): string {
  return `${countOf(customers, 'customer')} · ${age}`;
}

/** What needs the person; null where nothing does. */
export function trouble({ held, lastFailure }: Overview): string | null {
  if (held) return 'A new list waits for your decision';
  return lastFailure && `Last try failed: ${lastFailure.failure.title}`;
}
