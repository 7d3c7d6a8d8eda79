/** Electron's `WebFrameMain`: one stable object for the main frame of each page. */
import { originOf } from './schemes.ts';

export class WebFrameMain {
  url = '';
  readonly routingId = 1;
  readonly processId = 1;
  readonly parent = null;
  readonly top: WebFrameMain;
  readonly send: (channel: string, ...args: unknown[]) => void;

  constructor(send: (channel: string, ...args: unknown[]) => void) {
    this.top = this;
    this.send = send;
  }

  get origin(): string {
    return originOf(this.url);
  }
}
