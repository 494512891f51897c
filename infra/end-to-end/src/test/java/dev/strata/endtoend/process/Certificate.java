package dev.strata.endtoend.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key and a certificate that it has signed itself, as the JDK's keytool makes them. */
final class Certificate {
    static final String PASSWORD = "changeit";
    private static final String ALIAS = "server";

    private final Path file;
    private final KeyStore keys;

    /**
     * Makes one.
     *
     * @param folder where its store goes
     * @param name whom it is for, as keytool takes alternative names: {@code dns:localhost}, {@code ip:127.0.0.1}
     */
    Certificate(Path folder, String name) {
        file = folder.resolve("keys.p12");
        try {
            new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            ALIAS,
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-dname",
                            "CN=strata",
                            "-ext",
                            "SAN=" + name,
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keytool.txt").toFile())
                    .start()
                    .onExit()
                    .join();
            keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                keys.load(in, PASSWORD.toCharArray());
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A PKCS12 store with both of them. */
    Path file() {
        return file;
    }

    byte[] encoded() throws GeneralSecurityException {
        return keys.getCertificate(ALIAS).getEncoded();
    }

    Key key() throws GeneralSecurityException {
        return keys.getKey(ALIAS, PASSWORD.toCharArray());
    }

    /** Trusts this certificate, and nothing else. */
    SSLContext trusted() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A PKCS12 store with the certificate alone, for a JVM that is to trust nothing else. */
    Path trustFile() {
        Path trusted = file.resolveSibling("trusted.p12");
        try (OutputStream out = Files.newOutputStream(trusted)) {
            trustStore().store(out, PASSWORD.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return trusted;
    }

    private KeyStore trustStore() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
        return trusted;
    }
}
