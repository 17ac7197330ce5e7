// Walking through an OpenAPI document, and checks of it that no schema makes. Each check is a function of the document that tells its faults.

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

// The value at a reference within the document; undefined where there is none.
export function resolved(document, reference) {
  if (!reference.startsWith('#/')) return undefined;
  const parts = reference.slice(2).split('/').map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));
  return parts.reduce((value, part) => value?.[part], document);
}

// A component, whether it stands here or is referred to.
export function followed(document, value) {
  return value?.$ref ? resolved(document, value.$ref) : value;
}

// Each operation: its path, its method, itself, and its parameters.
export function operationsOf(document) {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      path,
      method,
      operation: item[method],
      parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map((one) => followed(document, one)).filter(Boolean),
      name: `${method.toUpperCase()} ${path}`,
    })));
}

// Each example that an operation's answers have: its name, and where it stands.
export function examplesOf(document, {operation}) {
  return Object.entries(operation.responses).flatMap(([status, response]) =>
    Object.entries(followed(document, response)?.content ?? {}).flatMap(([type, media]) =>
      Object.entries(media.examples ?? {}).map(([name, example]) => ({name, example, status, type, media}))));
}

// What is sent to have the answer of that name: an example of each parameter and of the body.
export function requestOf({operation, parameters}, name) {
  const bodies = Object.entries(operation.requestBody?.content ?? {}).filter(([, media]) => media.examples?.[name]);
  return {
    parameters: parameters.filter((one) => one.examples?.[name]).map((one) => ({...one, value: one.examples[name].value})),
    body: bodies.length === 0 ? undefined : {type: bodies[0][0], media: bodies[0][1], example: bodies[0][1].examples[name]},
  };
}

const isData = (key) => ['example', 'examples', 'default', 'const', 'enum'].includes(key);

function* referencesIn(value, key = '') {
  if (typeof value !== 'object' || value === null || isData(key)) return;
  for (const [name, member] of Object.entries(value)) {
    if (name === '$ref' && typeof member === 'string') yield member;
    else yield* referencesIn(member, name);
  }
}

function* referenceFaults(document) {
  const used = new Set(referencesIn(document));
  for (const reference of used) {
    if (resolved(document, reference) === undefined) yield `${reference} leads nowhere`;
  }
  const isUsed = (pointer) => [...used].some((reference) => reference === pointer || reference.startsWith(`${pointer}/`));
  for (const [section, components] of Object.entries(document.components ?? {})) {
    for (const name of Object.keys(components)) {
      if (!isUsed(`#/components/${section}/${name}`)) yield `#/components/${section}/${name} is used by nothing`;
    }
  }
}

function* operationFaults(document) {
  const ids = new Set();
  const tags = new Set((document.tags ?? []).map((tag) => tag.name));
  for (const {name, path, operation, parameters} of operationsOf(document)) {
    for (const key of ['operationId', 'summary', 'description']) {
      if (!operation[key]) yield `${name} has no ${key}`;
    }
    if (ids.has(operation.operationId)) yield `${name}: the operationId ${operation.operationId} comes twice`;
    ids.add(operation.operationId);
    for (const tag of operation.tags ?? []) {
      if (!tags.has(tag)) yield `${name}: the tag ${tag} is not explained`;
    }
    const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]).sort();
    const given = parameters.filter((one) => one.in === 'path').map((one) => one.name).sort();
    if (inPath.join() !== given.join()) yield `${name}: the path has {${inPath}}, and the parameters are ${given}`;
  }
}

// Every operation shows a request with its answer, and no example of a request lacks its answer.
function* exampleFaults(document) {
  for (const one of operationsOf(document)) {
    const answered = examplesOf(document, one).map(({name}) => name);
    if (!examplesOf(document, one).some(({status}) => status.startsWith('2'))) yield `${one.name} has no example`;
    const asked = [...Object.values(one.operation.requestBody?.content ?? {}), ...one.parameters].flatMap((place) => Object.keys(place.examples ?? {}));
    for (const name of new Set(asked)) {
      if (!answered.includes(name)) yield `${one.name}: the example ${name} has no answer`;
    }
    for (const name of answered) {
      if (answered.indexOf(name) !== answered.lastIndexOf(name)) yield `${one.name}: the example ${name} has two answers`;
      const {parameters, body} = requestOf(one, name);
      const missing = one.parameters.filter((parameter) => parameter.required && !parameters.some(({name: given}) => given === parameter.name));
      if (missing.length > 0 || (one.operation.requestBody && !body)) yield `${one.name}: the example ${name} has no request`;
    }
  }
}

function* responseFaults(document) {
  for (const {name, operation} of operationsOf(document)) {
    for (const [status, response] of Object.entries(operation.responses)) {
      const types = Object.keys(followed(document, response)?.content ?? {});
      if (status >= '400' && types.join() !== 'application/problem+json') yield `${name}: ${status} is no problem document`;
    }
  }
}

export function faultsOf(document) {
  return [referenceFaults, operationFaults, exampleFaults, responseFaults].flatMap((check) => [...check(document)]);
}
