/** What the dialog about Fieldbook says. */
export const title = 'About Fieldbook';
export const purpose = 'The customers of a Live Platform instance, wherever you are.';
export const copyright = '© 2026 The Fieldbook authors';
export const componentsHeading = 'Made with the work of others';
export const runtimesNote =
  'The licenses of Electron, Chromium and Node.js lie beside the application, in LICENSE.electron.txt and LICENSES.chromium.html.';
export const unreadable = 'The list of licenses can’t be read. It lies in the application’s folder.';

/** `Version 0.1.0`. */
export function version(number: string): string {
  return `Version ${number}`;
}
export const withoutText = 'The package names this license, and comes without its text.';
