// Requests as lines for a shell: what a browser sends, sent by curl.

const printable = /^[\x20-\x7e]*$/;

// One word of a shell; bytes that are not printable ASCII need bash's $'…'.
export function shellWord(text) {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (printable.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const escaped = [...text].map((char) => {
    if (char === '\\' || char === "'") return `\\${char}`;
    return printable.test(char) ? char : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `$'${escaped.join('')}'`;
}

function bodyWords(request, headers) {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
  const data = type !== null && /json/i.test(type) ? '{}' : 'data';
  return type === null ? ['-H', shellWord('Content-Type:'), '--data-binary', data] : ['--data-binary', shellWord(data)];
}

// `request` is an entry of `sent`; `body` whether the script's request has one.
export function curlLine(request, body) {
  const words = ['curl', '-i'];
  const withBody = body && request.purpose === 'actual' && !['GET', 'HEAD'].includes(request.method);
  if (request.method === 'HEAD') words.push('--head');
  else if (request.method !== (withBody ? 'POST' : 'GET')) words.push('-X', shellWord(request.method));
  if (/[[\]{}]/.test(request.url)) words.push('--globoff');
  words.push(shellWord(request.url));
  // WHY: a header without a value is written with a semicolon, since curl takes `Name:` as an order to leave it out.
  for (const [name, value] of request.headers) words.push('-H', shellWord(value === '' ? `${name};` : `${name}: ${value}`));
  if (withBody) words.push(...bodyWords(request, request.headers));
  return words.join(' ');
}

export function curlText(sent, body) {
  const lines = sent.flatMap((request) => {
    const what = request.purpose === 'preflight' ? 'The preflight: never with cookies' : `The ${request.method} request${request.credentials ? ": a browser adds its cookies, as -b 'name=value' does" : ''}`;
    return [`# ${what}`, curlLine(request, body)];
  });
  return `${lines.join('\n')}\n`;
}
