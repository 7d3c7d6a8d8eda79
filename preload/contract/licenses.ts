// What a customer has bought.

/** In the order in which they are listed and sorted. */
export const serviceFamilies = ['Direct Routing', 'Operator Connect', 'Unknown service'] as const;

export type ServiceFamily = (typeof serviceFamilies)[number];

export interface License {
  /** The number Live Platform sent, known or not. */
  number: number;
  name: string;
  service: ServiceFamily;
}

export interface LicenseCount extends License {
  customers: number;
}

/** Of many licenses, the ones that few customers have are not listed: how many those are, and their customers. */
export interface UnlistedLicenses {
  licenses: number;
  customers: number;
}
