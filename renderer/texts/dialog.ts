/** What every dialog says. */
export const close = 'Close';
export const closeHint = 'Close (Esc)';
