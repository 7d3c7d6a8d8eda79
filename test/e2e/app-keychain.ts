import type keytar from 'keytar';
import type { FieldbookWindow } from './fieldbook-window.ts';

/** Fieldbook's secrets in the keychain, read by the app itself: macOS asks the person before another program may. */
export function secretsInKeychain({ app }: FieldbookWindow): Promise<string[]> {
  return app.evaluate(async ({ app: electronApp }) => {
    const { createRequire } = process.getBuiltinModule('node:module');
    const { findCredentials } = createRequire(`${electronApp.getAppPath()}/`)('keytar') as typeof keytar;
    const found = await findCredentials('Fieldbook');
    return found.map(({ password }) => password);
  });
}
