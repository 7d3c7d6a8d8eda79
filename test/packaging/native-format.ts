/** What a native module says of itself in its first bytes. */
export interface NativeFormat {
  platform: NodeJS.Platform;
  arch: NodeJS.Architecture;
}

const elfMachines: Record<number, NodeJS.Architecture> = { 0x3e: 'x64', 0xb7: 'arm64' };
const machCpus: Record<number, NodeJS.Architecture> = { 0x01000007: 'x64', 0x0100000c: 'arm64' };
const peMachines: Record<number, NodeJS.Architecture> = { 0x8664: 'x64', 0xaa64: 'arm64' };

/** The platform and processor that a native module was compiled for; null for anything else. */
export function nativeFormat(file: Buffer): NativeFormat | null {
  if (file.length < 64) return null;
  if (file.readUInt32BE(0) === 0x7f454c46) return known('linux', elfMachines[file.readUInt16LE(18)]);
  if (file.readUInt32LE(0) === 0xfeedfacf) return known('darwin', machCpus[file.readUInt32LE(4)]);
  if (file.toString('latin1', 0, 2) !== 'MZ') return null;
  const header = file.readUInt32LE(60);
  return header + 6 > file.length ? null : known('win32', peMachines[file.readUInt16LE(header + 4)]);
}

function known(platform: NodeJS.Platform, arch: NodeJS.Architecture | undefined): NativeFormat | null {
  return arch ? { platform, arch } : null;
}
