import * as v from 'valibot';
import type { Failure } from '../preload/contract/failures.ts';
import { traceOf } from './error-trace.ts';
import { contentProblem, type ContentWording, openJsonFile } from './json-file/json-file.ts';
import type { Log, LogEntry } from './log.ts';

/** Finds, downloads and installs newer versions. Each method throws what went wrong. */
export interface Updater {
  /** The version on offer; null when none is newer. */
  check(): Promise<string | null>;
  /** Downloads what `check` found. */
  download(): Promise<void>;
  /** Installs the download and starts it; returns only if that fails. */
  install(): Promise<never>;
}

/** Asks the person, and tells them how it ended. */
export interface UpdateQuestions {
  mayDownload(version: string): Promise<boolean>;
  mayInstall(version: string): Promise<boolean>;
  tellUpToDate(): Promise<void>;
  tellFailed(step: UpdateStep): Promise<void>;
}

export type UpdateStep = Extract<LogEntry, { event: 'update-failed' }>['step'];

/** What updates work with. */
export interface UpdateParts {
  updater: Updater;
  questions: UpdateQuestions;
  /** Resolves when no refresh runs. */
  refreshEnded: () => Promise<void>;
  log: Log;
}

/** Newer versions of Fieldbook, which nobody gets without being asked. */
export interface Updates {
  /**
   * Looks for a newer version, and asks before downloading and before installing it, never during a refresh. A second call
   * joins the first. @param byPerson whether to say that there is none, or what failed; the log is told anyway
   */
  check(byPerson: boolean): Promise<void>;
}

const https = v.pipe(
  v.string(),
  v.check((address) => {
    const url = URL.parse(address);
    return url?.protocol === 'https:' && !url.username && !url.password && !url.search && !url.hash;
  }),
);
const Saved = v.object({ version: v.literal(1), feed: https });

const wording: ContentWording = {
  newer: {
    title: 'The update settings were saved by a newer Fieldbook',
    advice: 'Fieldbook does not look for updates. Update it by hand, or ask your administrator.',
  },
  unreadable: {
    title: 'The update settings can’t be read',
    advice: 'Fieldbook does not look for updates until it is started again and can read them.',
  },
  damaged: {
    title: 'The update settings are not valid',
    advice:
      'Fieldbook does not look for updates. The file was kept under another name; ask your administrator for a new one.',
  },
  partly: {
    title: 'Some of the update settings are not valid',
    advice: 'The others are used.',
  },
};

/** Where to look for newer versions, and what is wrong with the file that says so; null for nothing. */
export interface Feed {
  address: string | null;
  problem: Failure | null;
}

/**
 * Reads where to look for newer versions: nowhere without a file that names an https address. It is a separate file, which
 * the window can't write: anyone who chooses the feed chooses which program runs next.
 * @param now epoch milliseconds
 */
export function readFeed(file: string, now: () => number): Feed {
  const content = openJsonFile(file, { whole: Saved, valid: Saved }, now).content();
  return {
    address: content.kind === 'read' ? content.value.feed : null,
    problem: contentProblem(file, content, wording),
  };
}

/** Makes what looks for newer versions; it looks for none yet. */
export function createUpdates({ updater, questions, refreshEnded, log }: UpdateParts): Updates {
  let running: Promise<void> | undefined;
  let tell = false;
  let step: UpdateStep = 'check';

  async function run(): Promise<void> {
    try {
      await offer();
    } catch (error) {
      log.write({ event: 'update-failed', step, reason: traceOf(error) });
      if (tell) await questions.tellFailed(step);
    }
  }

  async function offer(): Promise<void> {
    step = 'check';
    const version = await updater.check();
    if (version === null) {
      if (tell) await questions.tellUpToDate();
      return;
    }
    await refreshEnded();
    if (!(await questions.mayDownload(version))) return;
    tell = true;
    step = 'download';
    await updater.download();
    await refreshEnded();
    if (!(await questions.mayInstall(version))) return;
    step = 'install';
    // One may have been started while the question was open.
    await refreshEnded();
    await updater.install();
  }

  return {
    check(byPerson) {
      tell ||= byPerson;
      running ??= run().finally(() => {
        running = undefined;
        tell = false;
      });
      return running;
    },
  };
}
