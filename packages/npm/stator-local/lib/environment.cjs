'use strict';
// The environment variables that bring a process' AWS SDKs to a server, and nothing of a real account along.

// An SDK prefers a profile to keys in the environment, and would send a session token beside whatever keys it has. An empty
// profile will not do: some SDKs look for one of that name.
const REMOVED = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN'];

const regionOf = (base) => base.STATOR_REGION || base.AWS_REGION || base.AWS_DEFAULT_REGION || 'us-east-1';

// What must go has the value undefined, if it is in `base` at all; child_process leaves such variables out.
function variables({ url, region, accessKeyId, secretAccessKey, certificate }, base) {
  const found = {
    AWS_ENDPOINT_URL_DYNAMODB: url,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: url,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
  if (certificate) found.NODE_EXTRA_CA_CERTS = certificate;
  for (const name of REMOVED) if (base[name] !== undefined) found[name] = undefined;
  return found;
}

// Into a process.env, where assigning undefined would make a text of it. Returns a function that undoes it.
function apply(found, target) {
  const before = Object.keys(found).map((name) => [name, target[name]]);
  const put = ([name, value]) => {
    if (value === undefined) delete target[name];
    else target[name] = value;
  };
  Object.entries(found).forEach(put);
  return () => before.forEach(put);
}

module.exports = { apply, regionOf, variables };
