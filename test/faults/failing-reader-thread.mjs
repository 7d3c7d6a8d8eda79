import './failing-statements.mjs';
import '../../dist/main/reader-thread.js';
