// The question with its answer as a conformance vector, ready to be put into the file of its area.
import {decidingStep} from './deciding.js';

// What a vector for this reason hunts: an entry of flags.json.
const FLAGS = {
  'url-invalid': 'InvalidUrlSent', 'url-has-credentials': 'UrlCredentialsMisjudged', 'method-invalid': 'InvalidMethodSent', 'method-forbidden': 'ForbiddenMethodSent',
  'no-cors-unsafe-method': 'NoCorsUnsafeSent', 'header-invalid': 'InvalidHeaderSent', 'body-not-allowed': 'BodyWithGetSent', 'no-cors-stream-body': 'NoCorsUnsafeSent',
  'bad-port': 'BadPortReached', 'mode-same-origin-cross-origin-url': 'SameOriginModeIgnored', 'no-cors-redirect-mode': 'NoCorsRedirectModeIgnored',
  'scheme-not-http': 'NonHttpFetched', 'scheme-unsupported': 'LocalSchemeMisjudged', 'stream-over-http-1': 'StreamOverHttp1', 'network-error': 'NetworkErrorResolved',
  'proxy-authentication-required': 'ProxyAuthenticationShownToScript', 'allow-origin-missing': 'AbsentAllowOriginAccepted', 'allow-origin-empty': 'AllowOriginEmptyAccepted',
  'allow-origin-multiple-lines': 'RepeatedAllowOriginTaken', 'allow-origin-wildcard-with-credentials': 'WildcardWithCredentials', 'allow-origin-multiple-values': 'AllowOriginListAccepted',
  'allow-origin-null-mismatch': 'TaintingForgotten', 'allow-origin-malformed': 'AllowOriginPatternAccepted', 'allow-origin-mismatch': 'AllowOriginNormalized',
  'allow-credentials-missing': 'AllowCredentialsIgnored', 'allow-credentials-not-true': 'AllowCredentialsLax', 'preflight-redirect': 'PreflightRedirectFollowed',
  'preflight-status-not-ok': 'PreflightStatusIgnored', 'allow-methods-unparsable': 'UnparsableListIgnored', 'allow-headers-unparsable': 'UnparsableListIgnored',
  'method-wildcard-with-credentials': 'WildcardWithCredentials', 'method-case-mismatch': 'MethodCaseIgnored', 'method-not-allowed': 'MethodGrantedBySilence',
  'authorization-not-covered-by-wildcard': 'AuthorizationByWildcard', 'header-wildcard-with-credentials': 'WildcardWithCredentials', 'header-not-allowed': 'AllowHeadersMisjudged',
  'redirect-mode-error': 'RedirectErrorIgnored', 'redirect-bad-location': 'RedirectLocationMisread', 'redirect-to-non-http': 'RedirectLeavesHttp',
  'too-many-redirects': 'RedirectLimitWrong', 'redirect-url-has-credentials': 'RedirectWithUserinfoFollowed', 'redirect-stream-body': 'StreamSentAgain',
  'corp-blocked': 'CorpIgnored', 'opaque-range': 'OpaqueLeaks',
  'cors-off': 'OffRouteAnswered', 'origin-malformed': 'OriginNormalizedByServer', 'null-origin-not-allowed': 'NullOriginTrusted', 'origin-not-allowed': 'AllowListIgnored',
  'requested-method-malformed': 'RequestedMethodMisread', 'requested-method-not-allowed': 'MethodNotCompared', 'requested-headers-excessive': 'RequestHeadersUnbounded',
  'requested-headers-malformed': 'RequestListsMisread', 'requested-header-not-allowed': 'AnyHeaderSuffices',
};
const ALLOWED = {basic: 'SameOriginJudgedByCors', cors: 'MatchingOriginRefused', opaque: 'NoCorsReadable', opaqueredirect: 'RedirectFollowedInManualMode'};
export const FLAGS_USED = [...new Set([...Object.values(FLAGS), ...Object.values(ALLOWED), 'PreflightOmitted', 'NeedlessPreflight', 'AllowedPreflightRefused', 'AllowedOriginRefused', 'VaryOnlyWhenAllowed'])];
export const REASONS_WITH_FLAG = Object.keys(FLAGS);

// What an implementation has to be able to do, to be asked.
function needsOfFetch({request, responses}) {
  const host = /^[^/?#]*\/\/([^/?#]*)/.exec(request.url)?.[1] ?? '';
  const needs = {
    redirects: responses.some(({status, for: purpose}) => purpose !== 'preflight' && [301, 302, 303, 307, 308].includes(status)),
    'opaque-origins': request.origin === 'null', 'no-cors': request.mode === 'no-cors', xhr: request.client === 'xhr', raw: request.client === 'raw',
    'upload-listeners': request.upload_listener === true, streams: request.body?.replayable === false,
    'referrer-policy': request.referrer_policy !== undefined, 'embedder-policy': request.embedder_policy !== undefined,
    idna: /[^\x00-\x7f]/.test(host),
  };
  return Object.keys(needs).filter((need) => needs[need]);
}

function needsOfPolicy(policy) {
  const origins = Array.isArray(policy.origins) ? policy.origins : [];
  const any = (list) => list === '*' || (Array.isArray(list) && list.includes('*'));
  const needs = {
    'wildcard-origins': origins.some((origin) => origin.includes('://*.')), 'any-port': origins.some((origin) => origin.endsWith(':*')),
    'origin-patterns': policy.origin_patterns?.length > 0, 'null-origin': policy.null_origin === true, 'any-header': any(policy.request_headers),
    'any-method': any(policy.methods), 'expose-any': any(policy.expose_headers), 'max-age': typeof policy.max_age === 'number', routes: Array.isArray(policy.routes),
  };
  const below = (policy.routes ?? []).flatMap((route) => (typeof route.policy === 'object' ? needsOfPolicy(route.policy) : []));
  return [...new Set([...Object.keys(needs).filter((need) => needs[need]), ...below])];
}

// FNV-1a, so that two questions hardly ever get one id.
function short(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; ++at) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
const kept = ({trace, ...output}) => output;
// The rule that decided, and the last one of the trace, which the lint asks for.
const coveredBy = (answer) => [...new Set([decidingStep(answer).rule, answer.trace.at(-1).rule])];

export function fetchVector(input, answers) {
  const {standard} = answers;
  const [request, outcome] = [input.fetches[0].request, standard.reason ?? standard.verdict];
  const flag = standard.reason ? FLAGS[standard.reason] : standard.verdict === 'allowed' ? ALLOWED[standard.response.type]
    : standard.sent.at(-1)?.purpose === 'preflight' ? 'PreflightOmitted' : 'NeedlessPreflight';
  const vector = {
    id: `fetch/${slug(`${outcome}-${request.method}`).slice(0, 80)}-${short(JSON.stringify(input))}`, rev: 1,
    title: `${request.method} ${request.url} from ${request.origin}: ${outcome}`.slice(0, 240),
    kind: 'fetch', level: 'must', covers: coveredBy(standard), flags: [flag], tags: [], needs: needsOfFetch(input.fetches[0]),
    input, expect: {fetches: [kept(standard)]},
  };
  const other = Object.keys(answers).filter((name) => name !== 'standard' && JSON.stringify(kept(answers[name])) !== JSON.stringify(kept(standard)));
  if (other.length) {
    vector.profiles = Object.fromEntries(other.map((name) => [name, {
      expect: {fetches: [kept(answers[name])]}, deviation: `The profile ${name} answers otherwise: ${answers[name].reason ?? answers[name].verdict}.`,
    }]));
  }
  return vector;
}

export function policyVector(input, output) {
  const flag = output.reason ? FLAGS[output.reason] : output.allowed === null ? 'VaryOnlyWhenAllowed' : output.request_type === 'preflight' ? 'AllowedPreflightRefused' : 'AllowedOriginRefused';
  return {
    id: `policy/${slug(`${output.reason ?? output.request_type}-${input.request.method}`)}-${short(JSON.stringify(input))}`, rev: 1,
    title: `${input.request.method} ${input.request.path}: ${output.reason ?? (output.allowed === null ? 'nobody asks' : 'allowed')}`.slice(0, 240),
    kind: 'policy', level: 'must', covers: coveredBy(output), flags: [flag], tags: [], needs: needsOfPolicy(input.policy),
    input, expect: kept(output),
  };
}
