/** What the search box says. */
export const name = 'Search customers';
export const placeholder = 'Search name or ID';
