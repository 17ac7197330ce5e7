// The second tab: a policy document and a request that comes in, and what the server must answer.
import {drawVerdict, makePolicyPanel, setStale, showParts} from './answer_panel.js';
import {line, Unanswered} from './ask.js';
import {busyArea} from './busy.js';
import {decidingStep} from './deciding.js';
import {byId, code, el, prose, replace, say, visible} from './dom.js';
import {clearFaults, fit, readFields, showFault, writeFields} from './form.js';
import {readHeaderLines} from './header_lines.js';
import {writtenJson} from './json_text.js';
import {policyEditor} from './policy_editor.js';
import {DEFAULTS} from './state.js';
import {drawTrace} from './trace.js';
import {policyVector} from './vector.js';

const DELAY = 120;
const BEFORE = '{"id":"validate","kind":"validate-policy","trace":true,"input":{"policy":';

const parsed = (text) => {
  try {
    return {value: JSON.parse(text)};
  } catch (error) {
    return {message: error.message};
  }
};

function requestOf(fields) {
  const headers = readHeaderLines(fields.headers);
  const faults = headers.fault ? [{field: 'headers', ...headers.fault}] : [];
  return {request: {method: fields.method, path: fields.path, headers: headers.pairs}, lines: headers.lines, faults};
}

function requestFault(error, lines) {
  const at = (error.at ?? '').split('/').slice(1);
  if (at[1] !== 'request') return {field: 'text', detail: error.detail};
  return at[2] === 'headers' ? {field: 'headers', line: lines[Number(at[3])], detail: error.detail} : {field: at[2] ?? 'method', detail: error.detail};
}

// The verdict in words; `told` is the sentence of the step that decided.
function verdictOf(output, told) {
  const preflight = output.request_type === 'preflight';
  if (output.request_type === 'other') return {tone: 'waiting', word: 'Not CORS', what: say`The request has no ${'Origin'}, so no browser asks for permission. The application answers${output.headers.length ? ', with the headers below' : ''}.`};
  if (output.allowed && preflight) return {tone: 'allowed', word: 'Allowed', what: say`The server answers the preflight with status ${output.status} and the headers below; then the browser sends the request.`};
  if (output.allowed) return {tone: 'allowed', word: 'Allowed', what: ['The application answers as ever, and the server adds the headers below to every answer, errors too; then the script can read it.']};
  if (preflight) return {tone: 'blocked', word: 'Refused', what: [...prose(told), ...say` The server answers the preflight with status ${output.status ?? '?'} and lets nothing through.`]};
  return {tone: 'blocked', word: 'Refused', what: [...prose(told), ' The application answers as ever, without a header that allows the page to read it.']};
}

export function policyTab(page) {
  const form = byId('policy-form');
  const oracle = line();
  const busy = busyArea(byId('policy-answer'));
  const editor = policyEditor();
  let timer = 0;
  let current = null;

  const read = () => readFields(form, Object.keys(DEFAULTS.policy));
  const typed = () => {
    clearTimeout(timer);
    busy.begin();
    timer = setTimeout(update, DELAY);
  };

  function write(fields) {
    const lost = writeFields(form, fields);
    update();
    return lost;
  }

  function refuse(faults) {
    for (const fault of faults) showFault(form, fault);
    if (!current) drawVerdict('policy', {tone: 'waiting', word: 'Not asked yet', what: 'Put right what is marked, and the answer comes at once.', then: [], codes: []});
    setStale(byId('policy-answer'), 'policy', current ? 'all' : null);
  }

  const update = () => busy.during(renew);

  async function renew() {
    clearTimeout(timer);
    const fields = read();
    page.typed(fields);
    editor.typed(fields.text);
    const policy = parsed(fields.text);
    const {request, lines, faults} = requestOf(fields);
    // WHY the text itself: so the oracle sees keys that stand twice and numbers as they were written.
    const validate = `${BEFORE}${fields.text.trim() === '' ? 'null' : fields.text}}}`;
    let checked;
    let decided;
    try {
      [checked] = (await oracle.ask([validate])) ?? [];
      if (checked?.output?.valid && policy.message === undefined && faults.length === 0) {
        decided = await oracle.further(`{"id":"policy","kind":"policy","trace":true,"input":{"policy":${fields.text},"request":${JSON.stringify(request)}}}`);
        if (!decided) return undefined;
      }
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      setStale(byId('policy-answer'), 'policy', current ? 'all' : null);
      return page.answered(error.message);
    }
    if (!checked) return undefined;
    page.answered(null);
    clearFaults(form);
    if (policy.message !== undefined && (fields.text.trim() === '' || checked.error?.code !== 'not-json')) {
      editor.unreadable(fields.text.trim() === '' ? 'Write a policy, such as {"origins": ["https://app.example"]}.' : policy.message, null);
    } else if (checked.error) {
      const {code: what, offset, at, detail} = checked.error;
      editor.unreadable(detail, what === 'not-json' ? {bytes: offset - BEFORE.length} : {pointer: at.replace(/^\/input\/policy/, '')});
    } else {
      editor.checked(checked.output);
    }
    if (faults.length) return refuse(faults);
    if (!decided) return invalid(checked.output);
    if (decided.error) return refuse([requestFault(decided.error, lines)]);
    setStale(byId('policy-answer'), 'policy', null);
    showParts(byId('policy-answer'), true);
    current = {input: {policy: policy.value, request}, output: decided.output, normal: checked.output.normal};
    return draw();
  }

  // What the policy answered before stays below, marked as such.
  function invalid(output) {
    const count = output?.errors.length ?? 1;
    drawVerdict('policy', {tone: 'blocked', word: 'Not valid', then: [], codes: [],
      what: output ? `The policy has ${count === 1 ? 'a fault' : `${count} faults`}, so no server can answer by it. Each is told beside the policy.` : 'The policy cannot be read; what is wrong stands beside it.'});
    setStale(byId('policy-answer'), 'policy', current ? 'below' : null);
  }

  function draw() {
    const {output, normal} = current;
    const told = decidingStep(output)?.text ?? '';
    drawVerdict('policy', {...verdictOf(output, told), then: [], codes: output.reason ? ['Reason ', code(output.reason)] : []});
    replace(byId('must-list'),
      el('pre', {class: 'message', tabindex: '0'}, output.status === null ? '' : `HTTP ${output.status}\n`, output.headers.map(([name, value]) => [el('b', {}, visible(name)), `: ${visible(value)}\n`]),
        output.headers.length === 0 && el('i', {}, 'no header of CORS')),
      output.status === null && el('p', {class: 'hint'}, 'The status is the application’s own.'),
      decidedBy(output.decided_by));
    drawTrace(byId('policy-trace-list'), output);
    replace(byId('normal-text'), el('p', {class: 'hint'}, 'Every key, with the defaults, as the engine reads it.'), el('pre', {class: 'message', tabindex: '0'}, writtenJson(normal)));
  }

  function decidedBy(pointer) {
    editor.decided(pointer);
    if (pointer === null) return el('p', {}, 'No entry of the policy decided.');
    const {line: number, text} = editor.lineOf(pointer);
    return el('p', {}, 'Decided by ', el('button', {type: 'button', class: 'jump', onclick: () => editor.choose(pointer)}, `line ${number}`), ' of the policy, ', code(pointer || '/'), ': ', code(text));
  }

  // The first origin that stands there in full.
  const someOrigin = () => {
    const {value} = parsed(read().text);
    const policy = value?.routes?.find?.((route) => typeof route?.policy === 'object')?.policy ?? value;
    const origins = Array.isArray(policy?.origins) ? policy.origins : [];
    return origins.find((origin) => typeof origin === 'string' && !origin.includes('*')) ?? 'https://app.example';
  };
  const FILLS = {
    preflight: () => ({method: 'OPTIONS', headers: `Origin: ${someOrigin()}\nAccess-Control-Request-Method: PUT\nAccess-Control-Request-Headers: content-type`}),
    actual: () => ({method: 'GET', headers: `Origin: ${someOrigin()}`}),
    other: () => ({method: 'GET', headers: ''}),
  };
  for (const button of form.querySelectorAll('[data-fill]')) {
    button.addEventListener('click', () => {
      writeFields(form, FILLS[button.dataset.fill]());
      update();
    });
  }
  form.addEventListener('input', (event) => {
    fit(event.target);
    typed();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  makePolicyPanel([
    {id: 'copy-policy-link', label: 'Copy link', make: () => page.link()},
    {id: 'copy-policy', label: 'Copy policy in full', make: () => current && `${writtenJson(current.normal)}\n`},
    {id: 'copy-policy-question', label: 'Copy question', make: () => current && `${JSON.stringify({kind: 'policy', input: current.input, trace: true}, null, 2)}\n`},
    {id: 'copy-policy-vector', label: 'Copy as vector', make: () => current && `${JSON.stringify(policyVector(current.input, current.output), null, 2)}\n`},
  ]);
  return {write, update, read};
}
