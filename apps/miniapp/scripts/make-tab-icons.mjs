// Writes src/tab-icons/*.png: WeChat's tab bar takes pictures only. Run by hand when icon.scss or the colours change.
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const SIDE_PX = 81;
const COLOURS = {
  light: '#5C5651',
  'light-selected': '#B4231A',
  dark: '#B8AFA6',
  'dark-selected': '#FF8A7A',
};
const TABS = { home: 'home', meetings: 'talk', me: 'person' };

const folder = new URL('../src/tab-icons/', import.meta.url);
const drawings = readFileSync(new URL('../src/ui/icon.scss', import.meta.url), 'utf8');
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ viewport: { width: SIDE_PX, height: SIDE_PX } });
for (const [tab, icon] of Object.entries(TABS)) {
  for (const [name, colour] of Object.entries(COLOURS)) {
    await page.setContent(
      `<body style="margin:0"><svg width="${SIDE_PX}" height="${SIDE_PX}" viewBox="-1.5 -1.5 27 27" fill="none" ` +
        `stroke="${colour}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">` +
        `<path d="${linesOf(icon)}"/></svg>`,
    );
    await page.screenshot({ path: new URL(`${tab}-${name}.png`, folder).pathname, omitBackground: true });
  }
}
await browser.close();

function linesOf(icon) {
  const lines = new RegExp(`\\n\\s+['"]?${icon}['"]?:\\s*['"]([^'"]+)['"]`).exec(drawings)?.[1];
  if (!lines) throw new Error(`icon.scss draws no ${icon}`);
  return lines;
}
