/** The help, readable without a network. */
export const title = 'Help';

/** A part of the help: sentences, then pairs of what to type or choose and what it does. */
export interface Section {
  heading: string;
  sentences: string[];
  pairs?: [term: string, meaning: string][];
}

export const sections: Section[] = [
  {
    heading: 'Connecting',
    sentences: [
      'Fieldbook needs the Service Provider URL of your Live Platform, and a way to sign in: an app registration in Entra ID or a ready-made access token. “Test connection” tries it without saving.',
      'The menu at the top left has all connections, with the age of their lists: Ctrl+1 to Ctrl+9 show one, “Add connection…” makes another beside them, and “Manage connections…” edits or forgets any.',
      'The client secret goes into your system’s keychain. Where there is none, it is kept until Fieldbook is closed, and the form says so.',
    ],
  },
  {
    heading: 'Refreshing',
    sentences: [
      'Refresh fetches the list. Until it has arrived whole, and whenever something fails, the list you have stays. Its age is always on screen.',
      'A list that comes back empty, lacks more than a fifth of the customers, or has other IDs waits for your decision.',
    ],
  },
  {
    heading: 'Searching',
    sentences: [
      'Every word must occur in the short name, the full name or the ID. Case and accents don’t matter. A word counts for the ID if it has four or more hex digits or dashes, and is not letters alone.',
      'The best match is first until you sort by a column, and Enter shows its details: an equal name or ID, then names that begin with what you typed, words that begin with it, names that contain it, IDs.',
      'When nobody matches, similar names are shown, and it is said below the list: misspelt ones, Mueller for Müller, Ltd for Limited, Cyrillic and Greek ones in Latin letters.',
      'Paste several lines or cells, up to 1,000, to see who has any of them, in that order. Those that were not found can be copied.',
    ],
    pairs: [
      ['"exact phrase"', 'these words in this order'],
      ['license:pro', 'customers with this license'],
      ['service:oc', 'Operator Connect; service:dr for Direct Routing'],
      ['name:acme', 'the name alone'],
      ['id:1bae', 'the ID alone'],
      ['lead:yes', 'leads, which have no ID yet'],
      ['removed:acme', 'who is not in the list any more'],
      ['changed:today', 'what has changed; also yesterday, last, 12h, 7d or 2026-11-01'],
      ['-license:pro', 'all but these; a minus works before a phrase too'],
    ],
  },
  {
    heading: 'Changes',
    sentences: [
      'The Changes tab lists what refreshes have changed, by day, and says how much of it you have not seen. What is typed or pasted into the search narrows it, by its filters too; Export saves what is shown. Past refreshes, rows that could not be used and licenses over time stand beside it.',
    ],
  },
  {
    heading: 'Where everything is kept',
    sentences: [
      'Help → Open data folder shows it: your connections without their secrets, the cached lists, and a log without names or secrets for support. Nothing leaves this computer but requests to Live Platform and to its sign-in and, where updates are set up, to the update server.',
    ],
  },
  {
    heading: 'Uninstalling',
    sentences: [
      'Forget each connection first: Connections → Manage connections… → Forget connection takes the secret out of the keychain and the list off this computer. An uninstaller can’t reach the keychain, and leaves the data folder to you.',
    ],
  },
];
