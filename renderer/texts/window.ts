/** What the toolbar says. */
export const name = 'Directory';
export const refresh = 'Refresh';
export const refreshHint = 'Fetch the list from Live Platform (F5)';
export const cancelRefresh = 'Cancel refresh';

/** What every dialog says. */
export const close = 'Close';
export const closeHint = 'Close (Esc)';
