import './failing-statements.mjs';
import '../../dist/main/writer-thread.js';
