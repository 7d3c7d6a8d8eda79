import type { License } from '../../preload/contract/licenses.ts';

/** What a license means, in a sentence; nothing but what Live Platform's names and numbers say. */
export function meaning({ number, service }: License): string {
  switch (service) {
    case 'Direct Routing':
      return `A Direct Routing license, type ${number} in Live Platform.`;
    case 'Operator Connect':
      return `An Operator Connect license (“OC” for short), type ${number} in Live Platform.`;
    case 'Unknown service':
      return `Type ${number} is not known to this version of Fieldbook: Live Platform may be newer.`;
  }
}
