// Express with the package `cors`: server.mjs --modules FOLDER careful|careless. Its URL is the first line that it prints.
import {createRequire} from 'node:module';
import {resolve} from 'node:path';

const [, , , modules, recipe] = process.argv;
const require = createRequire(resolve(modules, 'package.json'));
const express = require('express');
const cors = require('cors');

const RECIPES = {
  careful: {
    origin: ['https://app.example', 'https://admin.example'],
    credentials: true,
    methods: ['PUT', 'DELETE'],
    allowedHeaders: ['content-type', 'authorization'],
    exposedHeaders: ['x-request-id'],
    maxAge: 600,
  },
  // What is found first under "cors credentials express".
  careless: {origin: true, credentials: true},
};

const app = express();
app.use(cors(RECIPES[recipe]));
app.get('/', (request, response) => response.type('text').send('hello\n'));
app.get('/redirect', (request, response) => response.redirect('/'));
app.get('/error', () => {
  throw new Error('as asked');
});
// WHY: the log of an error that was asked for is of no use.
app.use((error, request, response, next) => (response.headersSent ? next(error) : response.status(500).type('text').send('broken\n')));
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
