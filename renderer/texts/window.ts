/** What the toolbar says. */
export const name = 'Directory';
export const sample = 'Built-in example, not real customers';
export const refresh = 'Refresh';
export const refreshHint = 'Fetch the list from Live Platform (F5)';
export const cancelRefresh = 'Cancel refresh';
export const connection = 'Connection';
export const connectionHint = 'Where Live Platform is, and how to sign in';

/** What every dialog says. */
export const close = 'Close';
export const closeHint = 'Close (Esc)';
