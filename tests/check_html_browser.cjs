/* Pages in a real browser: html-validate and axe-core find nothing, the browser asks for nothing and complains of
 * nothing, no page is wider than its window, and the reason of a finding is seen on hover and on focus.
 *
 * usage: node check_html_browser.cjs MODULES [--shots FOLDER] PAGE.html...      MODULES is a node_modules
 */
'use strict';
const path = require('path');
const fs = require('fs');
const [modules, ...rest] = process.argv.slice(2);
const load = (name) => require(require.resolve(name, { paths: [path.resolve(modules, '..')] }));
const { HtmlValidate } = load('html-validate');
const puppeteer = load('puppeteer-core');
const axeSource = load('axe-core').source;

const shots = rest[0] === '--shots' ? rest.splice(0, 2)[1] : null;
const VIEWS = [
  { name: 'wide-light', width: 1400, scheme: 'light' },
  { name: 'wide-dark', width: 1400, scheme: 'dark' },
  { name: 'narrow-light', width: 360, scheme: 'light' },
  { name: 'narrow-dark', width: 360, scheme: 'dark' },
];
/* axe takes minutes for larger pages: these are only looked at for what the browser says. */
const AXE_BYTES_MOST = 1000 * 1000;
let passed = 0;
const failures = [];

function expect(isSo, message) {
  if (isSo) passed++;
  else failures.push(message);
}

async function validate(file) {
  const validator = new HtmlValidate({ extends: ['html-validate:recommended', 'html-validate:a11y'], rules: {
    'no-trailing-whitespace': 'off', /* of the text's own code */
    'long-title': 'off',             /* the title is the text's */
    'doctype-style': 'off',          /* both are allowed; upper case is what the standard shows */
    'tel-non-breaking': 'off',       /* figures of a text are no telephone numbers */
    'no-inline-style': 'error',
  } });
  const report = await validator.validateString(fs.readFileSync(file, 'utf8'), file);
  const found = report.results.flatMap((result) => result.messages);
  const lines = found.map((m) => `${file}:${m.line}:${m.column}: ${m.ruleId}: ${m.message}`);
  expect(!lines.length, lines.slice(0, 5).join('\n'));
}

async function audit(page, where) {
  /* The page's policy keeps scripts out; axe comes in by way of the debugger, which it does not bind. */
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  for (const violation of result.violations)
    failures.push(`${where}: axe ${violation.id}: ${violation.help}: ${violation.nodes[0].html.slice(0, 160)}: ` +
                  `${(violation.nodes[0].any[0] || {}).message || ''}`);
  if (!result.violations.length) passed++;
}

async function reasonIsSeen(page, where) {
  const mark = await page.$('a.f');
  if (!mark) return;
  const isSeen = () => page.$eval('a.f + .why', (note) => getComputedStyle(note).display !== 'none');
  expect(!(await isSeen()), `${where}: the reason is seen before anything is done`);
  await mark.focus();
  expect(await isSeen(), `${where}: the reason is not seen on focus`);
  const fits = await page.$eval('a.f + .why', (note) => {
    const box = note.getBoundingClientRect();
    return box.left >= 0 && box.right <= document.documentElement.clientWidth && box.height > 0;
  });
  expect(fits, `${where}: the reason does not fit in the window`);
  if (shots) await page.screenshot({ path: path.join(shots, `${where}-focus.png`) });
  await page.$eval('a.f', (element) => element.blur());
  await mark.hover();
  expect(await isSeen(), `${where}: the reason is not seen on hover`);
  await page.mouse.move(0, 0);
}

async function look(browser, file, view) {
  const where = `${path.basename(file, '.html')}-${view.name}`;
  const page = await browser.newPage();
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('dialog', (dialog) => { said.push('a dialog'); dialog.dismiss(); });
  page.on('request', (request) => {
    if (!request.url().startsWith('file:') || !request.isNavigationRequest()) said.push(`asked for ${request.url()}`);
  });
  await page.setViewport({ width: view.width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: view.scheme },
                                   { name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.goto(`file://${path.resolve(file)}`, { waitUntil: 'load', timeout: 120000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
         `${where}: the page is wider than its window`);
  const isLarge = fs.statSync(file).size >= AXE_BYTES_MOST;
  if (shots && !isLarge) await page.screenshot({ path: path.join(shots, `${where}.png`), fullPage: true });
  await reasonIsSeen(page, where);
  if (!isLarge) await audit(page, where);
  expect(!said.length, `${where}: the browser says: ${said.slice(0, 3).join('; ')}`);
  if (shots && !isLarge && view === VIEWS[0])
    await page.pdf({ path: path.join(shots, `${path.basename(file, '.html')}.pdf`), preferCSSPageSize: true });
  await page.close();
}

(async () => {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
  for (const file of rest) {
    await validate(file);
    const isLarge = fs.statSync(file).size >= AXE_BYTES_MOST;
    for (const view of isLarge ? [VIEWS[0], VIEWS[2]] : VIEWS) await look(browser, file, view);
  }
  await browser.close();
  failures.forEach((failure) => console.log(failure));
  console.log(`${passed} passed, ${failures.length} failed`);
  process.exit(failures.length || !passed ? 1 : 0);
})().catch((error) => { console.log(String(error && error.stack || error)); process.exit(1); });
