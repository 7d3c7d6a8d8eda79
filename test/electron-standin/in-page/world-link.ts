/** Synchronous calls between the page's own world and the preload script's, which share the DOM but no objects. */
import { ValueBridge } from './context-bridge.ts';

export type World = 'page' | 'preload';

interface Call {
  id: number;
  args: unknown[];
}

/**
 * Blink clones the `detail` of a CustomEvent that is read in another world. The event names start with a secret, so the
 * page's scripts cannot listen in; what is used is taken before they run, so they cannot replace it.
 */
export function linkWorlds(secret: string, here: World, there: World): ValueBridge {
  const dispatch = EventTarget.prototype.dispatchEvent.bind(window);
  const Event = CustomEvent;
  let answer: unknown;
  const bridge = new ValueBridge((id, args) => {
    answer = undefined;
    dispatch(new Event(`${secret}:call:${there}`, { detail: { id, args } }));
    const received = answer;
    answer = undefined;
    return received;
  });
  window.addEventListener(`${secret}:answer:${here}`, (event) => {
    answer = (event as CustomEvent<{ value: unknown }>).detail.value;
  });
  window.addEventListener(`${secret}:call:${here}`, (event) => {
    const { id, args } = (event as CustomEvent<Call>).detail;
    dispatch(new Event(`${secret}:answer:${there}`, { detail: { value: bridge.serve(id, args) } }));
  });
  return bridge;
}
