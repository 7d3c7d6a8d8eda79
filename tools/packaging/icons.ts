// Draws every icon that installers need from the one SVG, into release/icons: nothing binary is kept in the repository.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { icns, ico, type Picture } from './icon-files.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'release/icons');
const drawing = readFileSync(join(root, 'renderer/public/icon.svg'), 'utf8');

const pictures = [16, 24, 32, 48, 64, 128, 256, 512, 1024].map(draw);
mkdirSync(folder, { recursive: true });
for (const { size, png } of pictures) writeFileSync(join(folder, `${size}x${size}.png`), png);
writeFileSync(join(folder, 'icon.ico'), ico(pictures));
writeFileSync(join(folder, 'icon.icns'), icns(pictures));

function draw(size: number): Picture {
  return { size, png: new Resvg(drawing, { fitTo: { mode: 'width', value: size } }).render().asPng() };
}
