import * as v from 'valibot';

const Part = v.looseObject({ 'bom-ref': v.string(), name: v.string(), version: v.string() });
const Dependency = v.looseObject({ ref: v.string(), dependsOn: v.optional(v.array(v.string()), []) });

/** As much of a CycloneDX document as is read or changed here. https://cyclonedx.org/docs/1.5/json/ */
export const BillSchema = v.looseObject({
  metadata: v.looseObject({ component: Part }),
  components: v.array(Part),
  dependencies: v.array(Dependency),
});
export type Bill = v.InferOutput<typeof BillSchema>;

/** A package that ships. */
export interface Shipped {
  name: string;
  version: string;
}

/**
 * Takes away from npm's bill of all that is installed what only builds and tests. It can't be asked of npm: what Vite has
 * bundled is a devDependency, and the native modules' own dependencies stay behind. Throws when a shipped package is unknown.
 */
export function shippedBill(bill: Bill, app: Shipped, shipped: Shipped[]): Bill {
  const identity = ({ name, version }: Shipped): string => `${name}@${version}`;
  const wanted = new Set(shipped.map(identity));
  const components = bill.components.filter((part) => wanted.delete(identity(part)));
  if (wanted.size > 0) throw new Error(`npm knows nothing of ${[...wanted].join(', ')}.`);
  const root = bill.metadata.component;
  const kept = new Set(components.map((part) => part['bom-ref']));
  return {
    ...bill,
    // npm calls the app a library with the folder's name.
    metadata: { ...bill.metadata, component: { ...root, ...app, type: 'application' } },
    components: components.map((part) => ({ ...part, scope: 'required' })),
    dependencies: bill.dependencies
      .filter(({ ref }) => kept.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }))
      .concat({ ref: root['bom-ref'], dependsOn: [...kept] }),
  };
}
