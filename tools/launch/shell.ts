/** The shell that this machine runs the built app in. */
import { decide, type Run, type Shell } from './decide.ts';
import { gatherFacts } from './facts.ts';

/** What to start the app with, for `run`; where that can't be done, it ends this process with a line that says what to do. */
export function shell(run: Run): Shell {
  const start = decide(gatherFacts(run));
  if (start.kind === 'shell') return start;
  console.error(start.line);
  process.exit(1);
}
