// Fastify with the package `@fastify/cors`: server.mjs --modules FOLDER careful|careless. Its URL is the first line that it prints.
import {createRequire} from 'node:module';
import {resolve} from 'node:path';

const [, , , modules, recipe] = process.argv;
const require = createRequire(resolve(modules, 'package.json'));
const fastify = require('fastify');
const cors = require('@fastify/cors');

const LISTS = {
  credentials: true,
  methods: ['PUT', 'DELETE'],
  allowedHeaders: ['content-type', 'authorization'],
  exposedHeaders: ['x-request-id'],
  maxAge: 600,
};
const RECIPES = {
  careful: {...LISTS, origin: ['https://app.example', 'https://admin.example']},
  // An expression without anchors.
  careless: {...LISTS, origin: /(app|admin)\.example/},
};

const app = fastify();
await app.register(cors, RECIPES[recipe]);
app.get('/', async () => 'hello\n');
app.get('/redirect', (request, reply) => reply.redirect('/'));
app.get('/error', async () => {
  throw new Error('as asked');
});
console.log(await app.listen({port: 0, host: '127.0.0.1'}));
