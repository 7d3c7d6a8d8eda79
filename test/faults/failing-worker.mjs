import './failing-statements.mjs';
import '../../dist/main/directory-worker.js';
