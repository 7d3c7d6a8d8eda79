import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{main,preload,renderer,test,tools}/**/*.test.ts'],
    testTimeout: 60_000,
    // Node keeps what it makes of the sources: a thread starts in half the time.
    env: { NODE_COMPILE_CACHE: resolve(import.meta.dirname, 'node_modules/.cache/node-compile') },
    // Threads that strip types, by WebAssembly, come and go, and V8's book-keeping of the code they share fails now and then: where
    // a processor can protect code by keys (`Check failed: jit_page.has_value()`), and everywhere when one thread collects dead code
    // while others run it (SIGSEGV). https://github.com/nodejs/node/issues/64500 https://github.com/bardesss/haelan/pull/187
    execArgv: ['--no-memory-protection-keys', '--no-wasm-code-gc'],
    expect: { poll: { timeout: 30_000 } },
  },
});
