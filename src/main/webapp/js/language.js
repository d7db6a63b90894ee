// The language of the pages: the one that was chosen here, else the browser's. A text is looked up by its English original;
// what a language file lacks stays English. Importing this module waits for the file, so every text is there from the start.

const chosen = localStorage.getItem('language');
const answer = await fetch('/api/languages', {
  headers: chosen ? { Accept: 'application/json', 'Accept-Language': chosen } : { Accept: 'application/json' }, credentials: 'same-origin',
});
const offered = answer.ok ? await answer.json() : { language: 'en', languages: [], texts: {} };

export const language = offered.language;
export const languages = offered.languages;

// The text in the language of the pages; {0}, {1} are the further arguments.
export function t(english, ...values) {
  const text = offered.texts[english] ?? english;
  return values.reduce((filled, value, index) => filled.replaceAll(`{${index}}`, value), text);
}

// Whether there is a text under a key that is not itself English.
export function has(key) {
  return key in offered.texts;
}

export function choose(code) {
  localStorage.setItem('language', code);
  location.reload();
}

document.documentElement.lang = language;
for (const element of document.querySelectorAll('[data-t]')) {
  element.textContent = t(element.textContent);
}
