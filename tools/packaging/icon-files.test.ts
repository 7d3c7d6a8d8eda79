import { expect, test } from 'vitest';
import { icns, ico } from './icon-files.ts';

const pictures = [16, 256, 512].map((size) => ({ size, png: Buffer.from(`png of ${size}`) }));

test('a Windows icon points to each picture that fits', () => {
  const file = ico(pictures);
  expect(file.readUInt16LE(4)).toBe(2);
  const found = [6, 22].map((entry) => {
    const offset = file.readUInt32LE(entry + 12);
    return [file.readUInt8(entry), file.toString('latin1', offset, offset + file.readUInt32LE(entry + 8))];
  });
  expect(found).toEqual([
    [16, 'png of 16'],
    [0, 'png of 256'],
  ]);
});

test('a macOS icon holds a block for each size and density', () => {
  const file = icns(pictures);
  expect(file.toString('latin1', 0, 4)).toBe('icns');
  expect(file.readUInt32BE(4)).toBe(file.length);
  const types = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) types.push(file.toString('latin1', at, at + 4));
  expect(types).toEqual(['icp4', 'ic08', 'ic13', 'ic09', 'ic14']);
});
