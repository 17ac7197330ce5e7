// Asks the oracle. An answer that comes after a newer question was asked is dropped.

const ADDRESS = new URL('v1/evaluate/batch', document.baseURI);

// Why no answer came, in words for people.
export class Unanswered extends Error {}

// A question is an object, or text that is JSON already: a policy goes out as it was written, whatever was written.
// WHY carriage returns: a line feed would end the question, and both mean the same to JSON, also that neither may stand within a string.
const lineOf = (question) => (typeof question === 'string' ? question : JSON.stringify(question)).replaceAll('\n', '\r');

const isAnswer = (answer) => Boolean(answer && typeof answer === 'object' && (answer.output || answer.error?.code));

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// WHY a batch, and a question a line: a question that the oracle refuses has its error in its place there, even one that is no JSON. Asked alone
// its answer is no 2xx, of which browsers complain in the console.
async function ask(questions, signal) {
  let response;
  let text = '';
  try {
    response = await fetch(ADDRESS, {method: 'POST', headers: {'Content-Type': 'application/x-ndjson'}, body: questions.map(lineOf).join('\n'), signal});
    text = await response.text();
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    if (!response) throw new Unanswered(`The server at ${location.host} does not answer. Is “crosscheck serve” still running?`);
  }
  const answers = text.trimEnd().split('\n').map(parsed);
  if (response.ok && answers.length === questions.length && answers.every(isAnswer)) return answers;
  if (response.ok) throw new Unanswered(`What came from the server at ${location.host} is no answer to the question. Is it another one than “crosscheck serve”?`);
  const why = parsed(text)?.detail ?? parsed(text)?.title ?? response.statusText;
  throw new Unanswered(`The server refused the question with status ${response.status}${why ? `: ${why}` : ''}`);
}

// Each caller has a line of its own, in which only the newest counts.
export function line() {
  let newest = null;
  return {
    // Answers in the order of the questions; null where something newer was asked meanwhile.
    async ask(questions) {
      newest?.abort();
      const mine = newest = new AbortController();
      try {
        const answers = await ask(questions, mine.signal);
        return mine === newest ? answers : null;
      } catch (error) {
        if (mine !== newest || error.name === 'AbortError') return null;
        throw error;
      }
    },
    // What was asked is not wanted any more.
    drop() {
      newest?.abort();
      newest = null;
    },
    // A further question that belongs to the newest one.
    async further(question) {
      const mine = newest;
      try {
        const [answer] = await ask([question], mine?.signal);
        return mine && mine === newest ? answer : null;
      } catch (error) {
        if (mine !== newest || error.name === 'AbortError') return null;
        throw error;
      }
    },
  };
}
