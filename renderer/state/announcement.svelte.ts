/** What was done last, for the status line; empty once it is out of date. */
export const announcement: { text: string } = $state({ text: '' });

/** Has a screen reader say a sentence. */
export function announce(text: string): void {
  announcement.text = text;
}
