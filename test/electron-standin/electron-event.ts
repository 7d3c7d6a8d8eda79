/** Electron's events: the first argument of a listener, which can often prevent what is about to happen. */
import type { EventEmitter } from 'node:events';

export class ElectronEvent {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** Emits an event that a listener may prevent; true when none did. */
export function emitPreventable(emitter: EventEmitter, name: string, details: object, ...args: unknown[]): boolean {
  const event = Object.assign(new ElectronEvent(), details);
  emitter.emit(name, event, ...args);
  return !event.defaultPrevented;
}
