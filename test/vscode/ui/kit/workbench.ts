// What a person sees and does in the workbench.
import type { Locator, Page } from "playwright-core";

export const editor = (page: Page): Locator => page.locator(".editor-instance .monaco-editor").first();

/** The line on the screen that shows `text`. */
export const line = (page: Page, text: string): Locator =>
  editor(page).locator(".view-line").filter({ hasText: text }).first();

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The middle of the first character of `word` in the line that shows `text`, at this moment. */
export function pointOf(page: Page, text: string, word = text): Promise<Point> {
  return line(page, text).evaluate((element, wanted) => {
    const nbsp = /\u00a0/g;
    let offset = (element.textContent ?? "").replace(nbsp, " ").indexOf(wanted);
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0;
      if (offset < length) {
        const range = document.createRange();
        range.setStart(node, offset);
        range.setEnd(node, offset + 1);
        const box = range.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }
      offset -= length;
    }
    throw new Error(`${wanted} is not in the line`);
  }, word);
}

/**
 * Acts until what it should bring is seen, as a person would: in its first seconds the workbench still moves lines, and ends
 * hovers and menus with that.
 */
export async function insist(act: () => Promise<unknown>, seen: Locator, tries = 8, each = 3000): Promise<void> {
  for (let round = 1; ; round++) {
    try {
      await act();
      await seen.waitFor({ timeout: each });
      return;
    } catch (error) {
      if (round >= tries) throw error;
    }
  }
}

/** Clicks at a word, which puts the cursor there. */
export async function clickAt(page: Page, text: string, word = text): Promise<void> {
  const { x, y } = await pointOf(page, text, word);
  await page.mouse.click(x, y);
}

/** Rests the pointer on a word until a hover with `content` is shown. Returns that hover. */
export async function hover(page: Page, text: string, word: string, content: RegExp): Promise<Locator> {
  const shown = page.locator(".monaco-hover:visible").filter({ hasText: content }).first();
  await insist(async () => {
    await page.mouse.move(5, 5);
    const { x, y } = await pointOf(page, text, word);
    await page.mouse.move(x, y, { steps: 4 });
  }, shown);
  return shown;
}

/** Moves the cursor to a line (from 1), which scrolls to it and gives the editor the focus. What takes the focus late closes the box: then once more. */
export async function goToLine(page: Page, number: number): Promise<void> {
  const there = cursorLine(page).filter({ hasText: new RegExp(`^${number}$`) });
  await insist(async () => {
    await page.keyboard.press("Escape");
    await editor(page).locator(".native-edit-context, textarea.inputarea").first().focus();
    await page.keyboard.press("Control+g");
    await page.locator(".quick-input-widget:visible input").first().fill(`:${number}`, { timeout: 4000 });
    await page.keyboard.press("Enter");
    await page.locator(".quick-input-widget").waitFor({ state: "hidden", timeout: 4000 });
  }, there);
}

/** Opens a file of the folder by its path. */
export async function openFile(page: Page, name: string): Promise<void> {
  const found = page
    .locator(".quick-input-list .monaco-list-row")
    .filter({ hasText: name.slice(name.lastIndexOf("/") + 1) })
    .first();
  await insist(async () => {
    await page.keyboard.press("Control+p");
    await page.locator(".quick-input-widget:visible input").first().fill(name, { timeout: 3000 });
  }, found);
  await found.click();
}

/** Runs a command by its title in the command palette. A web view that takes the focus late closes the palette: then once more. */
export async function run(page: Page, title: string): Promise<void> {
  const input = page.locator(".quick-input-widget:visible input").first();
  const row = page.locator(".quick-input-list .monaco-list-row").filter({ hasText: title }).first();
  for (let round = 1; ; round++) {
    try {
      await page.keyboard.press("F1");
      await input.fill(`>${title}`, { timeout: 4000 });
      await row.click({ timeout: 4000 });
      return;
    } catch (error) {
      if (round >= 5) throw error;
    }
  }
}

/** The lenses in view, as texts. */
export const lenses = (page: Page): Locator => editor(page).locator(".codelens-decoration a");

/** The number of the line that the cursor is in. The status bar tells it only while the editor has the focus. */
export const cursorLine = (page: Page): Locator => editor(page).locator(".line-numbers.active-line-number").first();

export const statusItem = (page: Page, text: RegExp): Locator =>
  page.locator(".statusbar-item").filter({ hasText: text }).first();
