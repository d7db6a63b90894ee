// What the service says is wrong, in the language of the pages where the language file knows the rule, else as it says it.
import { t, has } from './language.js';

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// One sentence on what is wrong in a field and what to do; `item` is the template's item of the field, where it is known.
export function fieldProblem(problem, item) {
  const key = `rule ${problem.rule}`;
  if (!has(key)) {
    return `${problem.message}. ${capital(problem.remedy)}.`;
  }
  const { minimum, maximum, step } = item?.range ?? {};
  const range = [minimum, maximum].filter((limit) => limit !== undefined).join(' – ') + (step ? ` (${step})` : '');
  return t(key, range);
}

// The refusal of a request as a text for people.
export function refusal(problem, status) {
  const key = `problem ${(problem.type ?? '').replace('/problems/', '')}`;
  if (has(key)) {
    return t(key);
  }
  return problem.detail ? `${problem.title}. ${problem.detail}` : problem.title ?? `HTTP ${status}`;
}
