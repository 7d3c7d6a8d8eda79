/** What was done last, for the status line; empty when it has been overtaken. */
export const announcement: { text: string } = $state({ text: '' });

export function announce(text: string): void {
  announcement.text = text;
}
