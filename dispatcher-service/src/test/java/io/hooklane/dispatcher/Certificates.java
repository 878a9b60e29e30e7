package io.hooklane.dispatcher;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates and their keys (EC, P-256), made for a test. */
public final class Certificates {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Certificates() {}

  /** A certificate authority that nobody trusts unless told to. */
  public static Identity authority(String name) {
    KeyPair keys = keys();
    Instant now = Instant.now();
    return sign(
        new X500Name("CN=" + name),
        keys,
        keys.getPrivate(),
        new X500Name("CN=" + name),
        List.of(),
        true,
        now.minus(Duration.ofDays(1)),
        now.plus(Duration.ofDays(1)),
        List.of());
  }

  /**
   * A certificate, what signed it, and its key.
   *
   * @param chain its own first, without the root
   */
  public record Identity(
      X500Name name, PrivateKey key, X509Certificate certificate, List<X509Certificate> chain) {

    /** One that this one signs, for names and addresses, which holds now. */
    public Identity issue(String... hosts) {
      Instant now = Instant.now();
      return issue(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)), hosts);
    }

    /** One that this one signs, which holds for that time. */
    public Identity issue(Instant from, Instant to, String... hosts) {
      return sign(
          new X500Name("CN=" + (hosts.length == 0 ? "somebody" : hosts[0])),
          keys(),
          key,
          name,
          isRoot() ? List.of() : chain,
          false,
          from,
          to,
          List.of(hosts));
    }

    /** The chain in PEM. */
    public String certificatePem() {
      return chain.stream().map(Certificates::pem).collect(Collectors.joining());
    }

    /** The key in PEM, PKCS #8. */
    public String keyPem() {
      return pem("PRIVATE KEY", key.getEncoded());
    }

    /** For a server or a client of Vert.x that shows this certificate. */
    public PemKeyCertOptions shown() {
      return new PemKeyCertOptions()
          .addCertValue(Buffer.buffer(certificatePem()))
          .addKeyValue(Buffer.buffer(keyPem()));
    }

    /** For a server of the JDK's that shows this certificate. */
    public SSLContext context() {
      try {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", key, new char[0], chain.toArray(new X509Certificate[0]));
        KeyManagerFactory keys =
            KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** For a server or a client of Vert.x that trusts what this certificate signed. */
    public PemTrustOptions trusted() {
      return new PemTrustOptions().addCertValue(Buffer.buffer(pem(certificate)));
    }

    private boolean isRoot() {
      return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
    }
  }

  private static Identity sign(
      X500Name name,
      KeyPair keys,
      PrivateKey issuerKey,
      X500Name issuer,
      List<X509Certificate> issuers,
      boolean authority,
      Instant from,
      Instant to,
      List<String> hosts) {
    try {
      X509v3CertificateBuilder certificate =
          new JcaX509v3CertificateBuilder(
              issuer,
              new BigInteger(64, RANDOM).add(BigInteger.ONE),
              Date.from(from),
              Date.from(to),
              name,
              keys.getPublic());
      certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      if (!hosts.isEmpty()) {
        certificate.addExtension(Extension.subjectAlternativeName, false, names(hosts));
      }
      X509Certificate signed =
          new JcaX509CertificateConverter()
              .getCertificate(
                  certificate.build(
                      new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey)));
      List<X509Certificate> chain = Stream.concat(Stream.of(signed), issuers.stream()).toList();
      return new Identity(name, keys.getPrivate(), signed, chain);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GeneralNames names(List<String> hosts) {
    List<GeneralName> names = new ArrayList<>();
    for (String host : hosts) {
      boolean address =
          host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
      names.add(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host));
    }
    return new GeneralNames(names.toArray(new GeneralName[0]));
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(X509Certificate certificate) {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String type, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), type);
  }
}
