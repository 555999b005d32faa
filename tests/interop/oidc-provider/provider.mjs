// A real OpenID provider on loopback, for the tests of single sign-on: npm's certified `oidc-provider`, whose sign-in page
// lets in whoever the test names. Beside it stand addresses by which a test makes it do what no provider should:
//
//   POST /test/rotate            other keys from now on; the old ones are gone
//   POST /test/spoil?claim=value the next ID token is signed by the right key, with this claim in the place of the true one
//                                (a number where the value is one; `alg=none` takes the signature off)
//   POST /test/down?answers=n    the next n answers of every other address are faults
//
// Usage: node provider.mjs REDIRECT_URI. Prints its issuer on the first line, and ends when standard input does.
import { createServer } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import { Provider } from 'oidc-provider';
import * as jose from 'jose';

const redirect = process.argv[2];
const people = {
  'anita.das': { sub: 'anita.das', preferred_username: 'Anita.Das', designation: 'BDO', lgd_block: '2786' },
  'magistrate': { sub: 'magistrate', preferred_username: 'dm.bankura', designation: ['DM', 'Collector'] },
  'nobody': { sub: 'nobody', preferred_username: 'no.body', designation: 'Visitor' },
  'elsewhere': { sub: 'elsewhere', preferred_username: 'else.where', designation: 'BDO', lgd_block: '99999999' },
  'impostor': { sub: 'impostor', preferred_username: 'admin', designation: 'BDO', lgd_block: '2786' },
  'unnameable': { sub: 'unnameable', preferred_username: '../../বিডিও', designation: 'BDO', lgd_block: '2786' },
};

let spoilt = null;
let down = 0;
let issuer;
let current;

function key(kid) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
}

async function spoil(idToken, jwk) {
  const claims = { ...jose.decodeJwt(idToken), ...spoilt };
  const { alg, ...rest } = claims;
  spoilt = null;
  if (alg === 'none') return new jose.UnsecuredJWT(rest).encode();
  const signing = await jose.importJWK(jwk, 'RS256');
  return new jose.SignJWT(rest).setProtectedHeader({ alg: 'RS256', kid: jwk.kid }).sign(signing);
}

function provider(number) {
  const jwk = key(`key-${number}`);
  const made = new Provider(issuer, {
    clients: [{
      client_id: 'jela',
      client_secret: 'a secret of the test, long enough for anything',
      redirect_uris: [redirect],
    }],
    jwks: { keys: [jwk] },
    cookies: { keys: ['only for tests'] },
    claims: { openid: ['sub'], profile: ['preferred_username', 'designation', 'lgd_block'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: async () => people[id] }),
    ttl: { Interaction: 600, Session: 600, Grant: 600, IdToken: 600, AccessToken: 600, AuthorizationCode: 60 },
  });
  made.use(async (ctx, next) => {
    await next();
    if (ctx.path === '/token' && spoilt && ctx.body?.id_token) {
      ctx.body.id_token = await spoil(ctx.body.id_token, jwk);
    }
  });
  return made;
}

/// The sign-in page: whoever `login` of the cookie `person` names is in, and agrees to everything.
async function interaction(request, response) {
  const person = /person=([a-z.]+)/.exec(request.headers.cookie ?? '')?.[1];
  const { params, session } = await current.interactionDetails(request, response);
  if (person === 'refuses') {
    const result = { error: 'access_denied', error_description: 'the person said no' };
    return current.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
  const grant = new current.Grant({ accountId: person, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const result = { login: { accountId: person }, consent: { grantId: await grant.save() } };
  return current.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

function test(url, response) {
  if (url.pathname === '/test/rotate') current = provider(Date.now());
  if (url.pathname === '/test/spoil') {
    spoilt = Object.fromEntries([...url.searchParams].map(([name, value]) =>
      [name, value !== '' && !Number.isNaN(Number(value)) ? Number(value) : value]));
  }
  if (url.pathname === '/test/down') down = Number(url.searchParams.get('answers'));
  response.end('done\n');
}

const server = createServer(async (request, response) => {
  try {
    const url = new URL(request.url, issuer);
    if (url.pathname.startsWith('/test/')) return test(url, response);
    if (down > 0) {
      down -= 1;
      response.statusCode = 500;
      return response.end('out of order\n');
    }
    if (url.pathname.startsWith('/interaction/')) return await interaction(request, response);
    return current.callback()(request, response);
  } catch (fault) {
    response.statusCode = 500;
    return response.end(`${fault}\n`);
  }
});

server.listen(0, '127.0.0.1', () => {
  issuer = `http://127.0.0.1:${server.address().port}`;
  current = provider(1);
  console.log(issuer);
});
process.stdin.resume().on('end', () => process.exit(0));
