/**
 * A client secret of Entra ID (GitHub and gitleaks know it by its `Q~`), a JWT (RFC 7519 §3), a token with its scheme, a
 * password in an address, or the label that portals and mails put before a secret.
 */
const secretForms = [
  /\dq~[\w~.-]{15,}/i,
  /\beyj[\w-]{8,}\.[\w-]{8,}/i,
  /:\/\/[^\s/?#:@]*:[^\s/?#@]+@/,
  /\bbearer\s+[\w~.+/-]{16,}/i,
  /\b((client|app(lication)?|shared)[\s_-]*secret([\s_-]*value)?|access[\s_-]*token|password|secret[\s_-]*value)["'“”]?\s*[:=]/i,
];
/** Long, without spaces, in mixed case and with digits: no name of anything, and no ID that Entra gives. */
const randomWord = /[\w~+=-]{32,}/g;

/** Whether a text that will be shown and stored looks like a pasted secret. */
export function looksLikeSecret(text: string): boolean {
  if (secretForms.some((form) => form.test(text))) return true;
  return (text.match(randomWord) ?? []).some((word) => /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word));
}
