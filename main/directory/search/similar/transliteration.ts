/** Folded Cyrillic and Greek letters in Latin ones, as passports and most company registers write them: https://www.icao.int/publications/Documents/9303_p3_cons_en.pdf */
const latin: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    ґ: 'g',
    д: 'd',
    ђ: 'd',
    ѓ: 'g',
    е: 'e',
    ё: 'e',
    є: 'ie',
    ж: 'zh',
    з: 'z',
    ѕ: 'dz',
  },
  ...{
    и: 'i',
    і: 'i',
    ї: 'i',
    й: 'i',
    ј: 'j',
    к: 'k',
    ќ: 'k',
    л: 'l',
    љ: 'lj',
    м: 'm',
    н: 'n',
    њ: 'nj',
    о: 'o',
    п: 'p',
    р: 'r',
  },
  ...{
    с: 's',
    т: 't',
    ћ: 'c',
    у: 'u',
    ў: 'u',
    ф: 'f',
    х: 'kh',
    ц: 'ts',
    ч: 'ch',
    џ: 'dz',
    ш: 'sh',
    щ: 'shch',
    ъ: '',
    ы: 'y',
  },
  ...{ ь: '', э: 'e', ю: 'iu', я: 'ia' },
  ...{
    α: 'a',
    β: 'v',
    γ: 'g',
    δ: 'd',
    ε: 'e',
    ζ: 'z',
    η: 'i',
    θ: 'th',
    ι: 'i',
    κ: 'k',
    λ: 'l',
    μ: 'm',
    ν: 'n',
    ξ: 'x',
  },
  ...{ ο: 'o', π: 'p', ρ: 'r', σ: 's', τ: 't', υ: 'y', φ: 'f', χ: 'ch', ψ: 'ps', ω: 'o' },
};
const foreign = /[\u0370-\u052f]/;
const foreignLetters = /[\u0370-\u052f]/g;

/** Whether a folded text has Cyrillic or Greek letters. */
export function isForeign(text: string): boolean {
  return foreign.test(text);
}

/** A folded text in Latin letters, as far as it is Cyrillic or Greek. */
export function inLatin(text: string): string {
  return text.replace(foreignLetters, (letter) => latin[letter] ?? letter);
}
