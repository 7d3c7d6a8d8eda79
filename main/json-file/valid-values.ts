import * as v from 'valibot';

/** A list of which only the valid entries are read. */
export function validEntries<T>(entry: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, T[]> {
  return v.pipe(
    v.array(v.unknown()),
    v.transform((entries) => entries.flatMap((value) => validOf(entry, value))),
  );
}

/** A record of which only the valid values are read. */
export function validValues<T>(value: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, Record<string, T>> {
  return v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform((record) =>
      Object.fromEntries(
        Object.entries(record).flatMap(([key, entry]) => validOf(value, entry).map((valid) => [key, valid] as const)),
      ),
    ),
  );
}

/** The parsed value alone in a list; an empty list where it is invalid. */
function validOf<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T[] {
  const { success, output } = v.safeParse(schema, value);
  return success ? [output] : [];
}
