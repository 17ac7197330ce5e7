// The first tab: a request and its answers go to the oracle as they are typed, and its answer is drawn.
import {advise, drawAdvice} from './advice.js';
import {drawVerdict, makeRequestPanel, setStale, showParts} from './answer_panel.js';
import {line, Unanswered} from './ask.js';
import {busyArea} from './busy.js';
import {curlText} from './curl.js';
import {byId, clone, code, el} from './dom.js';
import {factsOf, originOf} from './facts.js';
import {clearFaults, fieldOf, fit, readFields, showFault, writeFields} from './form.js';
import {drawPicture} from './picture.js';
import {drawProfiles} from './profiles.js';
import {fetchFault, fetchInput, fetchQuestion, fieldsOf, PROFILES} from './question.js';
import {addResponse, readResponses, writeResponses} from './response_cards.js';
import {verdictOf} from './sentence.js';
import {DEFAULTS} from './state.js';
import {drawTrace} from './trace.js';
import {fetchVector} from './vector.js';

const NAMES = Object.keys(DEFAULTS.request).filter((name) => name !== 'responses' && name !== 'profile');
const ADVANCED = ['client', 'redirect', 'referrer_policy', 'embedder_policy', 'upload_listener', 'unsafe_request'];
const DELAY = 120;

// `page` is {typed(fields): the link is to be renewed, answered(problem): what to say where no answer came, or null, link(): the address}.
export function requestTab(page) {
  const form = byId('request-form');
  const oracle = line();
  const advisor = line();
  const busy = busyArea(byId('answer'));
  let timer = 0;
  let shown = 'standard';
  // The last good answer: {input, answers, permitted}.
  let current = null;

  const read = () => ({...readFields(form, NAMES), responses: readResponses(), profile: shown});
  const typed = () => {
    clearTimeout(timer);
    busy.begin();
    timer = setTimeout(update, DELAY);
  };

  function write(fields) {
    const lost = writeFields(form, Object.fromEntries(NAMES.map((name) => [name, fields[name]])));
    writeResponses(fields.responses, typed);
    shown = PROFILES.includes(fields.profile) ? fields.profile : DEFAULTS.request.profile;
    if (shown !== fields.profile) lost.push('profile');
    byId('advanced').open = ADVANCED.some((name) => fields[name] !== DEFAULTS.request[name]);
    clearTimeout(timer);
    update();
    return lost;
  }

  function refuse(faults) {
    for (const fault of faults) showFault(form, fault, offerFor(fault));
    if (!current) unasked();
    setStale(byId('answer'), 'request', current ? 'all' : null);
  }

  const unasked = () => drawVerdict('request', {tone: 'waiting', word: 'Not asked yet', what: 'Put right what is marked, and the answer comes at once.', then: [], codes: []});

  // An address where an origin belongs: its origin is one click away.
  function offerFor({field}) {
    if (field !== 'origin') return null;
    const input = fieldOf(form, 'origin').querySelector('input');
    const better = originOf(input.value.trim());
    if (!better || better === 'null' || better === input.value.trim()) return null;
    return {text: `Use ${better}`, use: () => { input.value = better; input.focus(); update(); }};
  }

  const update = () => busy.during(renew);

  async function renew() {
    clearTimeout(timer);
    const fields = read();
    byId('f-type').disabled = fields.body === 'none';
    page.typed(fields);
    const {input, faults, places} = fetchInput(fields);
    if (faults.length) {
      oracle.drop();
      clearFaults(form);
      return refuse(faults);
    }
    let given;
    try {
      given = await oracle.ask(PROFILES.map((profile) => fetchQuestion(input, profile)));
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      setStale(byId('answer'), 'request', current ? 'all' : null);
      return page.answered(error.message);
    }
    if (!given) return undefined;
    page.answered(null);
    clearFaults(form);
    const refused = given.find((answer) => answer.error);
    if (refused) return refuse([fetchFault(refused.error, places)]);
    setStale(byId('answer'), 'request', null);
    if (!current) {
      showParts(byId('answer'), true);
      byId('advice').hidden = true;
    }
    current = {input, answers: Object.fromEntries(given.map((answer, at) => [PROFILES[at], answer.output.fetches[0]])), permitted: []};
    return draw();
  }

  const judge = async (profile, input) => (await advisor.ask([fetchQuestion(input, profile)]))?.[0].output?.fetches[0] ?? null;

  // What would follow a preflight, were it answered well: it stands in the picture and among the lines for curl.
  async function permit(facts) {
    const {last, fetched, input} = facts;
    if (last?.purpose !== 'preflight' || fetched.verdict === 'allowed') return [];
    const tried = clone(input);
    const headers = [['Access-Control-Allow-Origin', facts.origin], ['Access-Control-Allow-Credentials', 'true'], ['Access-Control-Allow-Methods', facts.method]];
    if (facts.requested.length) headers.push(['Access-Control-Allow-Headers', facts.requested.join(', ')]);
    const {responses} = tried.fetches[0];
    responses.splice(facts.response?.at ?? responses.length, facts.response ? 1 : 0, {status: 204, headers, for: 'preflight'});
    const end = await judge(shown, tried);
    return end ? end.sent.slice(fetched.sent.length, fetched.sent.length + 1) : null;
  }

  async function draw() {
    const mine = current;
    const {input, answers} = mine;
    const fetched = answers[shown];
    const facts = {...factsOf(input, fetched), input};
    const verdict = verdictOf(facts);
    const tone = verdict.word.toLowerCase();
    drawVerdict('request', {tone, word: verdict.word, what: verdict.what, then: verdict.then,
      codes: fetched.reason ? ['Reason ', code(fetched.reason), ' at ', code(fetched.at)] : []});
    byId('bar').hidden = false;
    byId('bar').dataset.tone = tone;
    byId('bar-word').textContent = verdict.word;
    byId('bar-text').textContent = fetched.reason ?? '';
    drawProfiles(byId('profiles'), answers, shown, (name) => {
      shown = name;
      page.typed(read());
      busy.during(draw);
    });
    drawPicture(byId('picture'), facts, verdictOf(facts), mine.permitted[0] ?? null);
    drawTrace(byId('trace-list'), fetched);
    try {
      const permitted = await permit(facts);
      if (permitted === null || mine !== current) return;
      mine.permitted = permitted;
      drawPicture(byId('picture'), facts, verdictOf(facts), permitted[0] ?? null);
      const plan = await advise(input, fetched, (changed) => judge(shown, changed));
      if (mine !== current || !plan) return;
      drawAdvice(byId('advice'), byId('advice-list'), input, plan, use);
      addWaiting(fetched);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      page.answered(error.message);
    }
  }

  // Where an answer is missing, a button adds its card.
  function addWaiting(fetched) {
    if (fetched.verdict !== 'pending') return;
    const purpose = fetched.sent.at(-1)?.purpose === 'preflight' ? 'the preflight' : 'this request';
    byId('advice').hidden = false;
    byId('advice-list').replaceChildren(el('p', {}, el('button', {type: 'button', id: 'add-waiting', onclick: () => added()}, `Add the answer to ${purpose}`)));
  }

  function added() {
    const card = addResponse(typed);
    card.querySelector('textarea').focus();
    update();
  }

  // Changed by advice: the state before stays one step back in the history.
  function use(input) {
    page.step();
    write(fieldsOf(input, read()));
    byId('answer').focus();
  }

  form.addEventListener('input', (event) => {
    fit(event.target);
    typed();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  byId('add-response').addEventListener('click', added);
  makeRequestPanel([
    {id: 'copy-link', label: 'Copy link', make: () => page.link()},
    {id: 'copy-curl', label: 'Copy as curl', make: () => current && curlText([...current.answers[shown].sent, ...current.permitted], Boolean(current.input.fetches[0].request.body))},
    {id: 'copy-question', label: 'Copy question', make: () => current && `${JSON.stringify({kind: 'fetch', input: current.input, profile: shown, trace: true}, null, 2)}\n`},
    {id: 'copy-vector', label: 'Copy as vector', make: () => current && `${JSON.stringify(fetchVector(current.input, current.answers), null, 2)}\n`},
  ]);
  return {write, update, read};
}
