// URLs to hold two parsers against each other: pieces put together by a generator of random numbers that starts from a given seed, so that
// the same seed gives the same list on every machine.

// The mulberry32 generator: whole numbers from 0 to below `end`.
function randomNumbers(seed) {
  let state = seed >>> 0;
  return (end) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  };
}

const specialSchemes = ['http', 'https', 'ws', 'wss', 'ftp', 'file', 'HTTP', 'hTTps', 'File'];
const otherSchemes = ['blob', 'data', 'about', 'javascript', 'mailto', 'custom-protocol', 'a+b-c.d', 'urn', 'chrome-extension', 'X', 'non-special'];
const notSchemes = ['', '1http', 'ht tp', 'http\t', 'hé', '-a', '+', 'h\nttp', '%68ttp'];

const domains = [
  'a.test', 'sub.a.test', 'EXAMPLE.com', 'localhost', 'LocalHost', 'a_b.test', 'a,b.test', '*.test', 'a..b', '.', '..', 'a.test.', '.a', '-a-', 'a--b.test',
  'ab--c', "!$&'()*+,;=~`{}\"", 'a b', 'a^b', 'a|b', 'a<b', 'a>b', 'a%b', 'a\x7fb', 'a\x01b', 'a\u0000b', 'a\\b', 'a[b', 'a]b', '[', ']', 'a:b', 'a@b',
  'xn--', 'xn--a', 'xn---', 'xn--8i7caa', 'xn--fa-hia', 'XN--FA-HIA.de', 'xn--zca.xn--', 'xn--xn---epa', 'a'.repeat(64), 'a.'.repeat(130), 'x--y.test',
];
const internationalDomains = [
  'faß.de', 'FAẞ.de', 'münchen.de', 'mu\u0308nchen.de', '☕.example', 'ＧＯ.com', 'βόλος.com', 'نامه\u200cای.com', 'a\u200db', 'a\u00adb', '\u00ad', '例え.テスト',
  'a。b', 'a．b', 'a｡b', 'é..b', '-é', 'é-', 'ab--é', 'xn--é', 'xn--a.é', 'xn--abc-.é', 'xn--xn---epa.é', 'א1.a', 'אa.b', '1.א', 'א.ב', 'a\u0301', '\u0301a', '≠',
  'a⒈é', 'a‥b', 'Ӏ.com', '㛼.com', '％41', '％', 'a％4１', '１２７.0.0.1', '0Ｘ7f.1', '１．２．３', '⑩', '²', '½', 'ﬁ.com', 'İ.com', 'ſ.com', 'K.com', '\ufeffa.com',
  '\ufffd.com', '\ufdd0zyx.com', '日本語.jp.', '🙂.fm', '\ud83d', 'a\u180eb', 'Ⴀ.com', 'ü'.repeat(63) + '.de', '≮.com', '=\u0338', '۰a.com',
];
const percentHosts = ['a%41.test', '%61%2e%62', '%C3%A9.test', '%c3', '%E2%98%95.example', '%00', '%20', '%25', '%zz', 'a%', 'a%4', '%5B::1%5D', '%2f', '%3A', '%40', '%EF%BC%85%34%31',
  '%30', '%ef%bb%bfa', 'ex%2Ftest', '%7f', '%31%2e2', '%c2%ad'];
const numberParts = ['0', '1', '9', '10', '127', '255', '256', '65535', '65536', '16777215', '16777216', '4294967295', '4294967296', '99999999999999999999', '00', '01', '007', '08', '09', '0377',
  '0400', '0x', '0X', '0x0', '0xff', '0XFF', '0x7F', '0xg', '0x100', '0xffffffff', '0x100000000', '1e3', '-1', '+1', '1a', 'a', '', ' ', '.', '0b1', '0o7'];
const hexPieces = ['0', '0', '0', '1', '00', '0000', 'f', 'FF', 'abcd', 'DB8', '2001', '00ff', '12345', 'g', '', '%31', ' ', '127.0.0.1', '1.2.3', '1.2.3.4.5', '256.1.1.1', '01.2.3.4', '1.2.3.4'];
const ports = ['', ':', ':80', ':443', ':21', ':0', ':00080', ':000000000000000000443', ':8080', ':65535', ':65536', ':99999999999', ':8a', ':a', ':-1', ':+1', ': 80', ':8 0', ':80\t', ':８０', ':80:80', ':%38'];
const userinfos = ['', '', '', '', '', '@', ':@', 'u@', 'u:p@', ':p@', 'u:@', 'u:p:q@', 'u@v@', 'u:p@q@', '@@', 'é:ü@', 'a b:c d@', '%40:%3a@', '%zz@', "a/b@", "!$&'()*+,;=-._~@", '"<>`{}|^[]\\:;=@', '\x7f\x01@',
  'u\n:p@'];
const slashes = ['//', '//', '//', '//', '//', '//', '', '/', '///', '////', '\\\\', '/\\', '\\', '\\/', '//\\', '/\t/', '/ /'];
const segments = ['', 'a', 'b', 'c.d', '.', '..', '...', '%2e', '%2E', '.%2e', '%2e%2E', '%2e.', '%252e', ' ', 'a b', 'é', '\ud800', '☕', '^', '|', '`', '{}', '"', '<>', "'", '%', '%zz', '%41', '\x01', '\x7f',
  '~!$&()*+,;=:@', '[]', 'C:', 'C|', 'c|', 'C:x', 'CC:', '%43:', 'C%7C', '..a', 'a..', '\t', '.\n.', '\u0000'];
const joiners = ['/', '/', '/', '/', '\\', '//', '/./', '/../', '/%2e%2e/'];
const queries = ['', '', '', '', '?', '?q', '?q=1&r=2', "?'", '?"<>`{}^|\\', '?é', '?%zz%41', '??', '?a?b', '? ', '?\x01\x7f', '?\ud800', '?/../', '?a\nb'];
const fragments = ['', '', '', '', '', '#', '#f', '# <>"`', '#é', '##', '#?/../', '#\u0000', "#'{}^|", '#\x7f', '#\tb', '# '];
const opaquePaths = ['', 'a', 'blank', ',x', 'text/plain,hi there', 'a b', ' a', 'a ', 'a  ', 'é\x01\x7f', '<>"`{}^|', '..', './..', 'a/../b', '%zz', 'isbn:97', 'null/x', '//', '\\a'];
const noise = ['', '', '', '', '', '', '', '', ' ', '\t', '\n', '\u0000', '\x1f', ' \r\n ', '\u00a0', '\ufeff', '\x7f', '\u2028'];
const insertions = ['\t', '\n', '\r', ' ', '/', '\\', ':', '@', '?', '#', '%', '.', '[', ']', '|', '^', 'é', '\u0000', '%2e', '//', '\ud800'];

const bases = [
  'http://a.test/', 'https://a.test/x/y?q#f', 'https://u:p@a.test:8080/x/y/', 'http://a.test', 'http://[::1]/', 'ftp://f.test/a/b/c/', 'ws://w.test/s', 'wss://w.test:1/',
  'file:///', 'file:///C:/x/y', 'file:///C:/', 'file:///C:', 'file://host/p/q', 'file://host/C:/', 'file:///a?q#f', 'about:blank', 'data:text/plain,x', 'mailto:a@b', 'blob:https://a.test/u',
  'non-special://h/p/q?r', 'non-special:/p/q', 'non-special:/.//p', 'non-special:opaque?q', 'non-special://h', 'non-special://', 'non-special:///p', 'non-special://u@h:1/', 'javascript:x',
  'http://a.test/a/%2e%2e/b', 'http://', 'not a url',
];

// `count` pairs of an input and a base, which may be null.
export function inputs(seed, count) {
  const below = randomNumbers(seed);
  const one = (list) => list[below(list.length)];
  const chance = (percent) => below(100) < percent;
  const several = (list, most, between) => Array.from({ length: 1 + below(most) }, () => one(list)).join(between ?? '');

  const ipv4 = () => several(numberParts, 5, '.') + (chance(10) ? '.' : '');
  const ipv6 = () => {
    const pieces = Array.from({ length: chance(60) ? 8 : below(10) }, () => (chance(85) ? one(hexPieces.slice(0, 12)) : one(hexPieces)));
    if (chance(50)) pieces.splice(below(pieces.length + 1), chance(70) ? below(6) : 0, '');
    return `[${chance(10) ? ':' : ''}${pieces.join(':')}${chance(10) ? ':' : ''}${chance(3) ? '%25eth0' : ''}${chance(97) ? ']' : ''}`;
  };
  const randomLabel = () => Array.from({ length: 1 + below(4) }, () => String.fromCodePoint(one([below(0x80), below(0x800), 0x3040 + below(0xc0), 0x590 + below(0x170), 0x4e00 + below(0x5000)]))).join('');
  const host = () => {
    switch (below(12)) {
      case 0: case 1: case 2: return one(domains);
      case 3: case 4: return one(internationalDomains);
      case 5: return one(percentHosts);
      case 6: case 7: return ipv4();
      case 8: return ipv6();
      case 9: return `${one(domains)}.${one(chance(50) ? internationalDomains : numberParts)}`;
      case 10: return chance(20) ? randomLabel() : one(['', '', 'a.test', 'b']);
      default: return one(['a.test', 'b.test', 'www.example.co.uk']);
    }
  };
  const path = () => (chance(25) ? '' : one(joiners) + Array.from({ length: below(5) }, () => one(segments) + one(joiners)).join('') + one(segments));
  const tail = () => one(queries) + one(fragments);
  const scheme = () => (chance(60) ? one(specialSchemes) : chance(85) ? one(otherSchemes) : one(notSchemes));
  const absolute = () => `${scheme()}:${one(slashes)}${one(userinfos)}${host()}${chance(40) ? one(ports) : ''}${path()}${tail()}`;
  const relative = () => {
    switch (below(6)) {
      case 0: return `${one(slashes)}${one(userinfos)}${host()}${one(ports)}${path()}${tail()}`;
      case 1: return `${one(segments)}${path()}${tail()}`;
      case 2: return tail();
      case 3: return `${scheme()}:${one(segments)}${path()}${tail()}`;
      default: return `${path()}${tail()}`;
    }
  };
  const opaque = () => `${one(otherSchemes)}:${one(opaquePaths)}${tail()}`;
  const text = () => {
    const kind = below(10);
    let input = kind < 6 ? absolute() : kind < 8 ? relative() : kind < 9 ? opaque() : `blob:${absolute()}`;
    if (chance(8)) {
      const at = below(input.length + 1);
      input = input.slice(0, at) + one(insertions) + input.slice(at);
    }
    return one(noise) + input + one(noise);
  };
  return Array.from({ length: count }, () => [text(), chance(45) ? one(bases) : null]);
}
