// Questions to start from: the commonest failures that people ask about. `title` is what they see, `name` stands in links.
import {writtenJson} from './json_text.js';

const response = (status, headers, more = {}) => ({for: '', status: String(status), headers, error: false, ...more});
const APP = 'https://app.example';
const API = 'https://api.example';

export const EXAMPLES = [
  {name: 'no-allow-origin', title: 'No Access-Control-Allow-Origin', fields: {origin: 'http://localhost:3000', url: `${API}/items`,
    responses: [response(200, 'Content-Type: application/json')]}},
  {name: 'header-set-by-the-script', title: 'Allow-Origin set in the script', fields: {origin: APP, url: `${API}/items`, headers: 'Access-Control-Allow-Origin: *',
    responses: [response(204, 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: Content-Type'), response(200, 'Access-Control-Allow-Origin: *')]}},
  {name: 'wildcard-with-cookies', title: '“*” and cookies', fields: {origin: APP, url: `${API}/me`, credentials: 'include',
    responses: [response(200, 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Credentials: true')]}},
  {name: 'two-layers', title: 'Header added twice', fields: {origin: APP, url: `${API}/items`,
    responses: [response(200, 'Server: nginx\nAccess-Control-Allow-Origin: https://app.example\nAccess-Control-Allow-Origin: *')]}},
  {name: 'preflight-405', title: 'OPTIONS answered 405', fields: {origin: APP, url: `${API}/items/7`, method: 'DELETE',
    responses: [response(405, 'Allow: GET, DELETE'), response(204, 'Access-Control-Allow-Origin: https://app.example\nVary: Origin')]}},
  {name: 'preflight-401', title: 'OPTIONS answered 401', fields: {origin: APP, url: `${API}/me`, headers: 'Authorization: Bearer abc',
    responses: [response(401, 'Access-Control-Allow-Origin: https://app.example\nVary: Origin\nAccess-Control-Allow-Headers: Authorization\nWWW-Authenticate: Bearer'),
      response(200, 'Access-Control-Allow-Origin: https://app.example\nVary: Origin')]}},
  {name: 'preflight-redirect', title: 'Preflight redirected', fields: {origin: APP, url: `${API}/login`, method: 'POST', body: 'body', type: 'application/json',
    responses: [response(301, 'Location: /login/\nAccess-Control-Allow-Origin: https://app.example\nAccess-Control-Allow-Headers: Content-Type\nVary: Origin'),
      response(200, 'Access-Control-Allow-Origin: https://app.example\nVary: Origin')]}},
  {name: 'json-post', title: 'JSON POST, Content-Type refused', fields: {origin: APP, url: `${API}/items`, method: 'POST', body: 'body', type: 'application/json',
    responses: [response(204, 'Access-Control-Allow-Origin: https://app.example\nAccess-Control-Allow-Methods: GET, POST\nVary: Origin'),
      response(201, 'Access-Control-Allow-Origin: https://app.example\nVary: Origin')]}},
  {name: 'lower-case-patch', title: 'patch is not PATCH', fields: {origin: APP, url: `${API}/items/7`, method: 'patch', body: 'body', type: 'text/plain;charset=UTF-8',
    responses: [response(204, 'Access-Control-Allow-Origin: https://app.example\nAccess-Control-Allow-Methods: GET, PATCH\nVary: Origin'),
      response(200, 'Access-Control-Allow-Origin: https://app.example\nVary: Origin')]}},
  {name: 'trailing-slash', title: 'Slash after the origin', fields: {origin: APP, url: `${API}/items`,
    responses: [response(200, 'Access-Control-Allow-Origin: https://app.example/\nVary: Origin')]}},
  {name: 'wrong-port', title: 'Wrong port', fields: {origin: 'http://localhost:5173', url: 'http://localhost:8080/items',
    responses: [response(200, 'Access-Control-Allow-Origin: http://localhost:3000\nVary: Origin')]}},
  {name: 'hidden-header', title: 'Response header missing', fields: {origin: APP, url: `${API}/items?page=2`,
    responses: [response(200, 'Access-Control-Allow-Origin: https://app.example\nVary: Origin\nContent-Type: application/json\nX-Total-Count: 310')]}},
  {name: 'redirect-to-a-third-origin', title: 'Redirect makes the origin null', fields: {origin: APP, url: 'https://old.example/items',
    responses: [response(302, 'Location: https://api.example/items\nAccess-Control-Allow-Origin: https://app.example\nVary: Origin'),
      response(200, 'Access-Control-Allow-Origin: https://app.example\nVary: Origin')]}},
  {name: 'authorization-and-wildcard', title: '“*” and Authorization', fields: {origin: APP, url: `${API}/items`, headers: 'Authorization: Bearer abc',
    responses: [response(204, 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: *'), response(200, 'Access-Control-Allow-Origin: *')]}},
  {name: 'error-without-cors', title: 'The 500 lacks the header', fields: {origin: APP, url: `${API}/items`, method: 'POST', body: 'body', type: 'application/json',
    responses: [response(204, 'Access-Control-Allow-Origin: https://app.example\nAccess-Control-Allow-Headers: Content-Type\nVary: Origin'), response(500, 'Content-Type: text/html')]}},
  {name: 'no-cors', title: 'no-cors, and an empty answer', fields: {origin: APP, url: `${API}/items`, mode: 'no-cors',
    responses: [response(200, 'Content-Type: application/json')]}},
];

const preflight = (origin, method, names) => `Origin: ${origin}\nAccess-Control-Request-Method: ${method}${names ? `\nAccess-Control-Request-Headers: ${names}` : ''}`;

export const POLICY_EXAMPLES = [
  {name: 'one-app', title: 'One app, with cookies', fields: {
    text: writtenJson({origins: [APP, 'https://*.preview.example'], credentials: true, methods: ['PUT', 'DELETE'], request_headers: ['content-type'], expose_headers: ['etag'], max_age: 600}),
    method: 'OPTIONS', path: '/items/7', headers: preflight(APP, 'PUT', 'content-type')}},
  {name: 'public-data', title: 'Public data', fields: {text: writtenJson({origins: '*', request_headers: ['*', 'authorization'], expose_headers: '*', max_age: 600}), method: 'GET', path: '/', headers: `Origin: ${APP}`}},
  {name: 'refused-method', title: 'A method that is refused', fields: {text: writtenJson({origins: [APP], methods: ['PATCH'], max_age: 600}), method: 'OPTIONS', path: '/items/7', headers: preflight(APP, 'patch')}},
  {name: 'routes', title: 'Several routes', fields: {
    text: `{"routes": [
  {"path": "/public/*", "policy": {"origins": "*"}},
  {"path": "/internal/*", "policy": "off"},
  {"path": "/*", "policy": {
    "origins": ["${APP}"],
    "credentials": true
  }}
]}`,
    method: 'GET', path: '/me', headers: `Origin: ${APP}`}},
  {name: 'full-of-faults', title: 'A policy full of faults', fields: {
    text: writtenJson({origins: ['https://app.example/', 'http://shop.example', 'https://*.github.io'], credentails: true, credentials: true, methods: ['patch'], max_age: 100000}),
    method: 'GET', path: '/', headers: `Origin: ${APP}`}},
];
