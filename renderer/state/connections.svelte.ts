import type { Connection, Connections, KnownConnection, OfConnection } from '../../preload/contract/connections.ts';

/** The connections, without their secrets. */
export const connections: Connections = $state({
  current: null,
  others: [],
  order: [],
  forgetting: [],
  problem: null,
});

/** Whether it belongs to the connection that the window shows, or to none while none is shown: anything else is not drawn. */
export function isOfCurrent(owned: OfConnection<unknown> | null): boolean {
  return (owned?.connection ?? null) === (connections.current?.id ?? null);
}

/** All connections, in the order in which they were made. */
export function connectionsInOrder(): KnownConnection[] {
  const { current, others, order } = connections;
  const all = current ? [current, ...others] : others;
  return all.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

/** Where a connection's Live Platform is, as short as it can be said; empty for the sample. */
export function hostOf({ baseUrl }: Connection): string {
  return URL.parse(baseUrl)?.host ?? baseUrl;
}
