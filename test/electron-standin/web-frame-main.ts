/** Electron's `WebFrameMain`: the main frame of a page, one object for each document that it shows. */
import { originOf } from './schemes.ts';

export class WebFrameMain {
  url: string;
  readonly routingId = 1;
  readonly processId = 1;
  readonly parent = null;
  readonly top: WebFrameMain;
  readonly send: (channel: string, ...args: unknown[]) => void;

  constructor(url: string, send: (channel: string, ...args: unknown[]) => void) {
    this.top = this;
    this.url = url;
    this.send = send;
  }

  get origin(): string {
    return originOf(this.url);
  }
}
