/** What SQLite keeps beside a database's file, by how its name goes on; the file itself comes first. */
export const fileSuffixes = ['', '-wal', '-shm'];
