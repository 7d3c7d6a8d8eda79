import Sqlite from 'better-sqlite3';

// A process that holds a database: `node lock.ts <file> writing|alone`, until its input ends.
const [file = '', how = ''] = process.argv.slice(2);
const database = new Sqlite(file);
if (how === 'alone') database.pragma('locking_mode = EXCLUSIVE');
database.exec('BEGIN IMMEDIATE; UPDATE snapshot SET customers = customers;');
console.log('locked');
process.stdin.resume().on('end', () => {
  database.exec('ROLLBACK');
  database.close();
});
