// Before a script that needs nothing but Node: says so where it is too old.
import { requireNode } from './node-version.mjs';

requireNode();
