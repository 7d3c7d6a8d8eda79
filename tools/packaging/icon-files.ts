/** The icon files of Windows and macOS: both are envelopes around PNG pictures. */
export interface Picture {
  /** Width and height in pixels. */
  size: number;
  png: Buffer;
}

/** A Windows icon of the pictures up to 256 pixels. https://en.wikipedia.org/wiki/ICO_(file_format) */
export function ico(pictures: Picture[]): Buffer {
  const fitting = pictures.filter(({ size }) => size <= 256);
  const header = Buffer.alloc(6 + 16 * fitting.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(fitting.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of fitting.entries()) {
    const entry = 6 + 16 * index;
    // 256 does not fit into a byte, and is written as 0.
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...fitting.map(({ png }) => png)]);
}

/** Each picture once as it is and, where there is a type for it, once for screens of twice the density. */
const icnsTypes: Record<number, string[]> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** A macOS icon of all pictures that it has a type for. https://en.wikipedia.org/wiki/Apple_Icon_Image_format */
export function icns(pictures: Picture[]): Buffer {
  const entries = pictures.flatMap(({ size, png }) => (icnsTypes[size] ?? []).map((type) => block(type, png)));
  return block('icns', Buffer.concat(entries));
}

function block(type: string, content: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32BE(8 + content.length, 4);
  return Buffer.concat([header, content]);
}
