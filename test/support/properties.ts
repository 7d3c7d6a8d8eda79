import fc from 'fast-check';

/** Of all random cases: the same in each run, so that what has failed fails again. FIELDBOOK_SEED=1 tries others. */
export const seed = Number(process.env['FIELDBOOK_SEED'] ?? 20260105);

fc.configureGlobal({ seed });

export { fc };
