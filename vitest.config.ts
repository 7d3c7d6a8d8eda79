import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{main,preload,renderer,test,tools}/**/*.test.ts'],
    testTimeout: 20_000,
    // Threads that strip types, by WebAssembly, come and go: where a processor can protect code by keys, V8's book-keeping of
    // them fails now and then (`Check failed: jit_page.has_value()`). https://github.com/nodejs/node/issues/64500
    execArgv: ['--no-memory-protection-keys'],
    expect: { poll: { timeout: 10_000 } },
  },
});
