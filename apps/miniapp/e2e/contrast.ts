import type { Page } from 'playwright-core';

export interface FaintText {
  words: string;
  ratio: number;
  colour: string;
  behind: string;
}

/**
 * Texts in sight that stand out too little from what is behind them (WCAG 2.2, 1.4.3: 4.5 to 1, large ones 3 to 1).
 * Pages beneath and what is disabled don't count.
 */
export function faintTexts(page: Page): Promise<FaintText[]> {
  return page.evaluate(() => {
    const RATIO_MIN = 4.5;
    const RATIO_LARGE_MIN = 3;
    const LARGE_PX = 24;
    type Colour = [number, number, number, number];

    const colourOf = (css: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (css.match(/[\d.]+/g) ?? []).map(Number);
      return [red, green, blue, alpha];
    };
    const over = ([r, g, b, a]: Colour, [br, bg, bb]: Colour): Colour => [
      r * a + br * (1 - a),
      g * a + bg * (1 - a),
      b * a + bb * (1 - a),
      1,
    ];
    const behind = (element: Element | null): Colour => {
      if (!element) return [255, 255, 255, 1];
      const own = colourOf(getComputedStyle(element).backgroundColor);
      return own[3] === 1 ? own : over(own, behind(element.parentElement));
    };
    const luminance = (colour: Colour): number => {
      const [r = 0, g = 0, b = 0] = colour.slice(0, 3).map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratioOf = (one: Colour, other: Colour): number => {
      const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };

    const faint: FaintText[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const element = node.parentElement;
      const words = node.textContent?.trim() ?? '';
      if (!element || words === '' || element.closest('script, style, [aria-disabled="true"]')) continue;
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const style = getComputedStyle(element);
      const background = behind(element);
      const ratio = ratioOf(over(colourOf(style.color), background), background);
      const least = Number.parseFloat(style.fontSize) >= LARGE_PX ? RATIO_LARGE_MIN : RATIO_MIN;
      if (ratio < least) {
        faint.push({
          words,
          ratio: Math.round(ratio * 10) / 10,
          colour: style.color,
          behind: background.join(),
        });
      }
    }
    return faint;
  });
}
