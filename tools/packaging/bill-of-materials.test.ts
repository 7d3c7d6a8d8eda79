import { expect, test } from 'vitest';
import { shippedBill } from './bill-of-materials.ts';

function part(name: string, version = '1.0.0'): { 'bom-ref': string; name: string; version: string } {
  return { 'bom-ref': `${name}@${version}`, name, version };
}

const bill = {
  bomFormat: 'CycloneDX',
  metadata: { component: { ...part('some-folder'), 'bom-ref': 'fieldbook@1.0.0' } },
  components: [part('bundled'), part('bundled', '2.0.0'), part('native'), part('compiler')],
  dependencies: [
    { ref: 'fieldbook@1.0.0', dependsOn: ['bundled@1.0.0', 'compiler@1.0.0'] },
    { ref: 'native@1.0.0', dependsOn: ['compiler@1.0.0', 'bundled@1.0.0'] },
    { ref: 'compiler@1.0.0', dependsOn: [] },
  ],
};
const app = { name: 'Fieldbook', version: '1.0.0' };

test('what only builds is left out, what ships stays with its dependencies', () => {
  const shipped = shippedBill(bill, app, [part('bundled'), part('native'), part('native')]);
  expect(shipped.components.map((component) => component['bom-ref'])).toEqual(['bundled@1.0.0', 'native@1.0.0']);
  expect(shipped.dependencies).toEqual([
    { ref: 'native@1.0.0', dependsOn: ['bundled@1.0.0'] },
    { ref: 'fieldbook@1.0.0', dependsOn: ['bundled@1.0.0', 'native@1.0.0'] },
  ]);
  expect(shipped.metadata.component).toMatchObject({ name: 'Fieldbook', type: 'application' });
  expect(shipped['bomFormat']).toBe('CycloneDX');
});

test('a package that ships and that npm does not know is an error', () => {
  expect(() => shippedBill(bill, app, [part('bundled'), part('stranger')])).toThrow(
    'npm knows nothing of stranger@1.0.0.',
  );
});
