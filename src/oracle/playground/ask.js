// Asks the oracle. An answer that comes after a newer question was asked is dropped.

const ADDRESS = new URL('v1/evaluate', document.baseURI);

// Why no answer came, in words for people.
export class Unanswered extends Error {}

async function ask(question, signal) {
  let response;
  try {
    // A question is an object, or text that is JSON already: a policy goes out as it was written.
    response = await fetch(ADDRESS, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: typeof question === 'string' ? question : JSON.stringify(question), signal});
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Unanswered(`The server at ${location.host} does not answer. Is “crosscheck serve” still running?`);
  }
  let answer = null;
  try {
    answer = await response.json();
  } catch (error) {
    if (error.name === 'AbortError') throw error;
  }
  if (answer && typeof answer === 'object' && (answer.output || answer.error?.code)) return answer;
  const why = answer?.detail ?? answer?.title ?? response.statusText;
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
        const answers = await Promise.all(questions.map((question) => ask(question, mine.signal)));
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
        const answer = await ask(question, mine?.signal);
        return mine && mine === newest ? answer : null;
      } catch (error) {
        if (mine !== newest || error.name === 'AbortError') return null;
        throw error;
      }
    },
  };
}
