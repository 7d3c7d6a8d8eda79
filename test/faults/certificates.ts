// tsyringe, which @peculiar/x509 is built on, asks for it.
import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** What a TLS server is started with. */
export interface ServerCertificate {
  key: string;
  cert: string;
}

/** A certificate authority of the test's own, made when asked for: no private key is ever on disk. */
export interface Authority {
  /** What anyone who trusts it holds, in PEM. */
  certificate: string;
  /** Signs a server's certificate for `host`, good from now for an hour, or from and until when it is told. */
  sign(host: string, validity?: Partial<Validity>): Promise<ServerCertificate>;
}

interface Validity {
  notBefore: Date;
  notAfter: Date;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const hour = 60 * 60 * 1000;

/** Makes a certificate authority. */
export async function makeAuthority(name: string): Promise<Authority> {
  const keys = await makeKeys();
  const issuer = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    ...aroundNow(),
    extensions: [new BasicConstraintsExtension(true, 0, true)],
  });
  return {
    certificate: issuer.toString('pem'),
    async sign(host, validity = {}) {
      const serverKeys = await makeKeys();
      const certificate = await X509CertificateGenerator.create({
        subject: `CN=${host}`,
        issuer: issuer.subject,
        publicKey: serverKeys.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        ...aroundNow(),
        ...validity,
        extensions: [alternativeName(host), await AuthorityKeyIdentifierExtension.create(issuer)],
      });
      return serverCertificate(serverKeys, certificate);
    },
  };
}

/** Makes a certificate for `host` that vouches for itself. */
export async function makeSelfSigned(host: string): Promise<ServerCertificate> {
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${host}`,
    keys,
    signingAlgorithm: algorithm,
    ...aroundNow(),
    extensions: [alternativeName(host)],
  });
  return serverCertificate(keys, certificate);
}

function makeKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function aroundNow(): Validity {
  return { notBefore: new Date(Date.now() - hour), notAfter: new Date(Date.now() + hour) };
}

function alternativeName(host: string): SubjectAlternativeNameExtension {
  return new SubjectAlternativeNameExtension([{ type: /^[\d.]+$/.test(host) ? 'ip' : 'dns', value: host }]);
}

async function serverCertificate({ privateKey }: CryptoKeyPair, cert: X509Certificate): Promise<ServerCertificate> {
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', privateKey)).toString('base64');
  return { key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`, cert: cert.toString('pem') };
}
