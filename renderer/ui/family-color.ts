import type { ServiceFamily } from '../../preload/contract/licenses.ts';

const colors: Record<ServiceFamily, string> = {
  'Direct Routing': 'var(--color-direct-routing)',
  'Operator Connect': 'var(--color-operator-connect)',
  'Unknown service': 'var(--color-unknown-service)',
};

/** The design token of a service family. It repeats what is also written: no colour carries meaning alone. */
export function familyColor(family: ServiceFamily): string {
  return colors[family];
}
