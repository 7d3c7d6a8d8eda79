/** What the preload script's world and the main process tell each other; arguments and results are codec text. */

export type MessageFromPage =
  | { kind: 'invoke'; id: number; channel: string; url: string; args: string }
  | { kind: 'send'; channel: string; url: string; args: string }
  | ({ kind: 'window-open' } & WindowOpen);

export type MessageToPage =
  | { kind: 'result'; id: number; value: string }
  | { kind: 'failure'; id: number; error: string }
  | { kind: 'event'; channel: string; args: string };

export interface WindowOpen {
  url: string;
  name: string;
  features: string;
}

/** What a sandboxed preload script sees as `process`, as far as it is known before the page exists. */
export interface ProcessInfo {
  platform: string;
  versions: Record<string, string | undefined>;
}
