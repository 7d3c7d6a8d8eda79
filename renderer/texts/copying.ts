/** What the buttons that copy a customer say, and what they confirm. */
export const group = 'Copy';
export const copyId = 'Copy ID';
export const copyShortName = 'Copy short name';
export const copyAsJson = 'Copy as JSON';
export const idCopied = 'ID copied.';
export const shortNameCopied = 'Short name copied.';
export const jsonCopied = 'Customer copied as JSON.';
export const notCopied = 'Nothing was copied: the clipboard is in use. Try again.';
