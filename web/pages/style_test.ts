import { assert, assertEquals } from "@std/assert";
import { test } from "@std/testing/bdd";
import { palette } from "./style_palette.ts";

const [light = "", dark = ""] = palette.split("@media");
const texts = ["ink", "quiet", "accent", "good", "bad"];

test("every text has a contrast of at least 4.5 to 1, light and dark", () => {
  for (const css of [light, dark]) {
    const colour = coloursIn(css);
    for (const text of texts) {
      for (const ground of ["paper", "card"]) {
        const ratio = contrast(colour(text), colour(ground));
        assert(ratio >= 4.5, `${text} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
    assert(contrast(colour("on-accent"), colour("accent")) >= 4.5);
  }
});

test("contrast is that of WCAG", () => {
  assertEquals(contrast("#000000", "#ffffff"), 21);
  assertEquals(contrast("#777777", "#ffffff").toFixed(2), "4.48");
});

function coloursIn(css: string): (name: string) => string {
  const colours = new Map([...css.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(
    ([, name = "", value = ""]) => [name, value],
  ));
  return (name) => {
    const value = colours.get(name);
    assert(value !== undefined, name);
    return value;
  };
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
