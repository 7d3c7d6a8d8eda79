// How long the floor takes, with the text in memory.
import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import * as v from 'valibot';
import { argument, give } from './child.ts';
import { writeFloor } from './floor.ts';

const { body, file } = argument(v.object({ body: v.string(), file: v.string() }));
const text = readFileSync(body, 'utf8');

const began = performance.now();
const database = new Sqlite(file);
writeFloor(database, text);
give({ took: performance.now() - began });
database.close();
