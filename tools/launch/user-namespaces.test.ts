import { expect, test } from 'vitest';
import { judge, type Readings, runsAsRoot } from './user-namespaces.ts';

const open: Readings = { appArmorRestricts: null, clone: null, max: '96365', profile: null, tried: true };

test.each<[string, Partial<Readings>, ReturnType<typeof judge>]>([
  ['a kernel that allows them', {}, 'allowed'],
  ['a kernel from before these settings, without unshare', { max: null, tried: null }, 'allowed'],
  ['Ubuntu 24.04', { appArmorRestricts: '1', tried: false }, 'apparmor'],
  ['Ubuntu, where unshare may and Electron may not', { appArmorRestricts: '1', tried: true }, 'apparmor'],
  ['Ubuntu with a profile for this Electron', { appArmorRestricts: '1', profile: 'electron (unconfined)' }, 'allowed'],
  ['Ubuntu with the restriction lifted', { appArmorRestricts: '0' }, 'allowed'],
  ['Debian before 11', { clone: '0', tried: false }, 'unprivileged_userns_clone'],
  ['Debian that allows them', { clone: '1' }, 'allowed'],
  ['a Linux with none to give', { max: '0', tried: false }, 'max_user_namespaces'],
  ['a container', { tried: false }, 'refused'],
])('%s', (_what, readings, expected) => {
  expect(judge({ ...open, ...readings })).toBe(expected);
});

test.each([
  [0, 0o104755, true],
  [0, 0o100755, false],
  [0, 0o104750, false],
  [1000, 0o104755, false],
])('a helper of user %i with mode %o', (uid, mode, expected) => {
  expect(runsAsRoot({ uid, mode })).toBe(expected);
});
