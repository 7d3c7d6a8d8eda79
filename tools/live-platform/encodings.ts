/** How a server could send back what it was sent. */
export const encodings: [encoding: string, encode: (text: string) => string][] = [
  ['as it is', (text) => text],
  ['in capitals', (text) => text.toUpperCase()],
  ['in small letters', (text) => text.toLowerCase()],
  ['backwards', (text) => Array.from(text).reverse().join('')],
  ['in a form', (text) => new URLSearchParams({ client_secret: text }).toString()],
  ['percent-encoded', (text) => encodeURIComponent(text)],
  ['percent-encoded throughout', (text) => codes(text, (hex) => `%${hex}`)],
  ['percent-encoded twice', (text) => codes(text, (hex) => `%25${hex}`)],
  ['in base64', (text) => Buffer.from(text).toString('base64')],
  ['in base64url', (text) => Buffer.from(text).toString('base64url')],
  ['in base64 after a name', (text) => Buffer.from(`id:${text}`).toString('base64')],
  ['in base64 of UTF-16', (text) => Buffer.from(text, 'utf16le').toString('base64')],
  ['in hexadecimal', (text) => Buffer.from(text).toString('hex')],
  ['in hexadecimal, by bytes', (text) => codes(text, (hex) => `${hex.toUpperCase()} `)],
  ['in escapes of JavaScript', (text) => codes(text, (hex) => `\\u00${hex}`)],
  ['in character references', (text) => text.replaceAll(/./gsu, (each) => `&#${String(each.codePointAt(0))};`)],
  ['in character codes', (text) => Buffer.from(text).join(', ')],
  ['letter by letter', (text) => Array.from(text).join(' ')],
  ['in quoted pieces', (text) => text.replaceAll(/.{1,5}/gsu, '“$&”, ')],
  ['in wide letters', (text) => text.replaceAll(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0))],
];

function codes(text: string, write: (hex: string) => string): string {
  return [...Buffer.from(text)].map((byte) => write(byte.toString(16).padStart(2, '0'))).join('');
}

/** Encodes a text as one of {@link encodings} does, by its name. */
export function encodeAs(encoding: string, text: string): string {
  const encode = encodings.find(([name]) => name === encoding)?.[1];
  if (!encode) throw new Error(`There is no encoding “${encoding}”.`);
  return encode(text);
}

/** What would be left of a secret, in small letters, in a text that quotes a part of an echo. */
export function tracesOf(secret: string): string[] {
  const parts = [secret, secret.slice(0, 16), secret.slice(-16)];
  return encodings.flatMap(([, encode]) => parts.map((part) => encode(part).toLowerCase()));
}
