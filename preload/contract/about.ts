// What Fieldbook is made of.

/** Somebody else's work that ships in Fieldbook: its SPDX license expression, and the license's text, empty where it brings none. */
export interface Component {
  name: string;
  version: string;
  license: string;
  text: string;
}

export interface About {
  version: string;
  /** What Fieldbook runs on. */
  runtimes: { name: string; version: string }[];
  components: Component[];
}
