// What a customer has bought.

export type ServiceFamily = 'Direct Routing' | 'Operator Connect' | 'Unknown service';

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
