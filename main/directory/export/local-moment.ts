/**
 * Local time as spreadsheets read it: `2026-11-26 08:30:00`.
 * @param at in epoch milliseconds
 */
export function localMoment(at: number): string {
  return new Date(at).toLocaleString('sv-SE');
}
