import { guidIn } from '../guid.ts';

/** Letters and digits alone, in one case: the same however a text was spaced, quoted or written. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Decodes `%5A`, `\x5a`, `\u005A`, `0x5a` and `&#x5a;`. */
function fromHexadecimal(text: string): string {
  const code = /(?:%|\\x|\\u\{?0{0,4}|0x|u\+0{0,4}|&#x0{0,4})([0-9a-f]{2})[;}]?/gi;
  return text.replaceAll(code, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}

/** Decodes `&#90;` and a mere `90`. */
function fromDecimal(text: string): string {
  return text.replaceAll(/(?:&#)?\b0{0,3}(\d{2,3})\b;?/g, (_, digits: string) => String.fromCharCode(Number(digits)));
}

/** The forms in which a secret may be echoed, each with the least number of characters that four of the secret's become. */
function formsOf(secret: string): [form: string, perFour: number][] {
  const bytes = [Buffer.from(secret, 'utf8'), Buffer.from(secret, 'utf16le')];
  return [
    [bare(secret), 4],
    ...bytes.flatMap((each): [string, number][] => [
      [each.toString('hex'), 8],
      // Base64 depends on a text's offset within three bytes.
      ...[0, 1, 2].map((shift): [string, number] => [
        bare(Buffer.concat([Buffer.alloc(shift), each]).toString('base64url')),
        5,
      ]),
    ]),
  ];
}

function holdsPart(text: string, form: string, length: number): boolean {
  const least = Math.min(length, form.length);
  if (least === 0) return false;
  for (let at = 0; at + least <= text.length; at++) if (form.includes(text.slice(at, at + least))) return true;
  return false;
}

/**
 * Whether a server's text gives a secret away: whole or in part, in any case, reversed, in pieces, percent-encoded, or in
 * base64, hexadecimal or character codes. Errs towards yes.
 * @param characters how many characters in a row count as a part of the secret
 */
export function echoes(text: string, secrets: readonly string[], characters = 4): boolean {
  const once = fromHexadecimal(text);
  const readings = [text, once, fromHexadecimal(once), fromDecimal(text)].map(bare);
  const backwards = readings.map((reading) => Array.from(reading).reverse().join(''));
  return secrets.some(
    (secret) =>
      (secret !== '' && text.includes(secret)) ||
      formsOf(secret).some(([form, perFour]) =>
        [...readings, ...backwards].some((reading) => holdsPart(reading, form, Math.ceil((perFour * characters) / 4))),
      ),
  );
}

/** Words as people write them, with an initial, all of a short one or nothing in capitals; what Entra ID calls an error too. */
const word = /^(?:AADSTS\d{1,9}|(?:\p{Lu}?\p{Ll}+|\p{Lu}{1,4}|[\p{Lo}\p{M}ー]+)(?:['’-]\p{Lu}?\p{Ll}+)*)$/u;
const longestWord = 30;
const punctuation = /^[\p{Ps}\p{Pi}\p{Pf}"'„]+|[\p{Pe}\p{Pi}\p{Pf}"'“.,:;!?…。、！？]+$/gu;

/**
 * A server's text with `…` in place of everything but words. There are more ways to encode a secret than can be checked,
 * but few of them make words.
 */
export function wordsOf(text: string): string {
  function isWord(written: string): boolean {
    const bareWord = written.replaceAll(punctuation, '');
    return bareWord.length <= longestWord && word.test(bareWord);
  }
  const words = text.split(/\s+/).filter((written) => written !== '');
  return words
    .map((written) => (isWord(written) ? written : '…'))
    .filter((shown, at, all) => shown !== '…' || all[at - 1] !== '…')
    .join(' ');
}

/** https://www.w3.org/TR/trace-context/#traceparent-header-field-values */
const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/i;

/**
 * The ID that finds a request in a server's logs: a GUID, or the trace ID of a `traceparent`; null for anything else, and
 * for one made of a secret.
 */
export function requestId(value: string, secrets: readonly string[]): string | null {
  const id = traceparent.exec(value)?.[1] ?? value;
  const isGuid = guidIn(id)?.replaceAll('-', '') === id.replaceAll('-', '');
  return isGuid && !echoes(id, secrets, 8) ? id : null;
}
