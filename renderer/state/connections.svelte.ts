import type { Connections, OfConnection } from '../../preload/contract/connections.ts';

/** The connections, without their secrets. */
export const connections: Connections = $state({
  current: null,
  others: [],
  forgetting: [],
  problem: null,
});

/** Whether it belongs to the connection that the window shows, or to none while none is shown: anything else is not drawn. */
export function isOfCurrent(owned: OfConnection<unknown> | null): boolean {
  return (owned?.connection ?? null) === (connections.current?.id ?? null);
}
