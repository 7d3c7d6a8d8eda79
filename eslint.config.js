import js from '@eslint/js';
import jsdoc from 'eslint-plugin-jsdoc';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// Dependencies run one way: renderer → preload/contract ← main. See CONTRIBUTING.md, "The house".
const electron = {
  regex: '^electron(-updater)?(/|$)',
  message: 'Only main/shell, main/index.ts and preload/index.ts know Electron.',
};
const shell = { regex: '(^|/)shell/', message: 'The shell is wired up in main/index.ts only.' };
const main = { regex: '(^|/)main/', message: 'This side reaches the main process through preload/contract only.' };
const renderer = { regex: '(^|/)renderer/', message: 'Nothing outside the renderer imports it.' };
const test = { regex: '(^|/)(test|tools)/', message: 'The product does not import its tests and tools.' };
const door = {
  regex: '(^|/)directory/(?!directory\\.ts$)',
  message: 'main/directory has one door: import main/directory/directory.ts.',
};
const rooms = ['threads', 'intake', 'search', 'storage', 'export', 'customers'];
const roomsAbove = (room) => ({
  regex: `^\\.\\./(directory\\.ts$|(${rooms.slice(0, rooms.indexOf(room)).join('|')})/)`,
  message: `Inside main/directory dependencies run down: ${rooms.join(', ')}.`,
});
const anotherSubject = {
  regex: '^\\.\\./(?!\\.\\./|(ui|state|texts|styles)/)',
  message:
    'A subject of the renderer imports ui/, state/, texts/ and styles/, never another subject: shell/ composes them.',
};
const node = { regex: '^node:', message: 'The window has no Node.' };
const beyondContract = {
  regex: '^(?!\\./[\\w-]+\\.ts$)',
  message: 'The contract imports other files of preload/contract only: both sides need all of it.',
};
const keytar = { regex: '^keytar$', message: 'Only main/connections/secrets.ts knows keytar.' };
const sqlite = { regex: '^better-sqlite3$', message: 'Only main/directory knows SQLite.' };
const fastCheck = { regex: '^fast-check$', message: 'test/support/properties.ts says from which seed cases are made.' };
const only = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
});

/** Exported functions say what they do; types stand in the code alone; tags are those that the code uses. */
const docstrings = {
  'jsdoc/require-jsdoc': ['error', { publicOnly: true, require: { FunctionDeclaration: true } }],
  'jsdoc/check-param-names': ['error', { checkDestructured: false, disableMissingParamChecks: true }],
  'jsdoc/check-tag-names': 'error',
  'jsdoc/empty-tags': 'error',
  'jsdoc/no-bad-blocks': 'error',
  'jsdoc/no-blank-blocks': 'error',
  'jsdoc/no-types': 'error',
  'jsdoc/require-hyphen-before-param-description': ['error', 'never'],
  'jsdoc/require-param-description': 'error',
  'jsdoc/require-returns-description': 'error',
  'jsdoc/require-throws-description': 'error',
  'jsdoc/tag-lines': ['error', 'never', { startLines: null }],
};

export default tseslint.config(
  { ignores: ['dist/', 'release/', 'test-results/', 'playwright-report/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.node, ...globals.browser },
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['main/**/*.ts', 'preload/**/*.ts', 'renderer/**/*.ts'],
    ignores: ['**/*.test.ts'],
    plugins: { jsdoc },
    rules: docstrings,
  },
  {
    files: ['main/**', 'preload/**', 'renderer/**'],
    rules: { '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }] },
  },
  { files: ['main/**'], rules: only(electron, shell, renderer, test, keytar, sqlite, door) },
  { files: ['main/directory/**'], rules: only(electron, shell, renderer, test, keytar) },
  ...rooms.map((room) => ({
    files: [`main/directory/${room}/**`],
    rules: only(electron, shell, renderer, test, keytar, roomsAbove(room)),
  })),
  { files: ['main/connections/secrets.ts'], rules: only(electron, shell, renderer, test, sqlite, door) },
  { files: ['main/shell/**'], rules: only(renderer, test, keytar, sqlite, door) },
  { files: ['main/index.ts'], rules: only(renderer, test, keytar, sqlite, door) },
  { files: ['preload/**'], rules: only(main, renderer, test, node) },
  { files: ['preload/contract/**'], rules: only(beyondContract) },
  { files: ['renderer/**'], rules: only(electron, main, test, node) },
  {
    files: ['renderer/*/**'],
    ignores: ['renderer/shell/**'],
    rules: only(electron, main, test, node, anotherSubject),
  },
  { files: ['**/*.test.ts', '**/*.faults.ts'], rules: only(fastCheck) },
  {
    files: ['test/**', 'tools/**', '**/*.config.ts'],
    // Playwright insists on a destructured parameter, also where a fixture uses none.
    rules: { 'no-console': 'off', 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } },
    // The linter sees components it imports as `any`; svelte-check sees their real types.
    rules: {
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['**/*.js', '**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
