import { getEnvironmentData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

// Statements that fail in passing, as on a drive that wakes up: the connection's transaction ends with the error, as SQLite does it.
// https://www.sqlite.org/lang_transaction.html#response_to_errors_within_a_transaction

/** By the beginning of the database's path, how many statements are still to fail: a shared number. */
const stillToFail = getEnvironmentData('failing-statements');

const { prototype } = new Sqlite(':memory:').prepare('SELECT 1').constructor;
for (const method of ['get', 'all', 'iterate', 'run']) {
  const original = prototype[method];
  prototype[method] = function (...parameters) {
    failIfDue(this.database);
    return original.apply(this, parameters);
  };
}

function failIfDue(database) {
  const [, left] = [...stillToFail].find(([beginning]) => database.name.startsWith(beginning)) ?? [];
  if (!left || Atomics.load(left, 0) <= 0) return;
  Atomics.sub(left, 0, 1);
  if (database.inTransaction) database.exec('ROLLBACK');
  throw new Sqlite.SqliteError('disk I/O error', 'SQLITE_IOERR_READ');
}
