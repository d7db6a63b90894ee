package org.confluens.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Self-signed test identities, made by the JDK's keytool: key stores for ours, PEM files for other programs. */
public final class TestCertificates {
    public static final String PASSWORD = "changeit";

    private final Path folder;

    public TestCertificates(Path folder) {
        this.folder = folder;
    }

    /** A key store with a new key and its self-signed certificate for the local host. */
    public Path identity(String name) {
        return identity(name, "dns:localhost,ip:127.0.0.1", "-0d");
    }

    /** A certificate for other names, or of other days: it is valid for 30 days from its start, such as {@code -40d}. */
    public Path identity(String name, String alternativeNames, String start) {
        Path store = folder.resolve(name + ".p12");
        PeerProgram.Result result = PeerProgram.run(
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=" + name + ",O=TEST",
                        "-ext",
                        "SAN=" + alternativeNames,
                        "-startdate",
                        start,
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD));
        if (result.exitCode() != 0) {
            throw new AssertionError(result.output());
        }
        return store;
    }

    /** A trust store with the certificates of identities made before. */
    public Path trust(String... names) {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            for (String name : names) {
                trust.setCertificateEntry(name, certificate(name));
            }
            Path file = folder.resolve("trust-" + String.join("-", names) + ".p12");
            try (var out = Files.newOutputStream(file)) {
                trust.store(out, PASSWORD.toCharArray());
            }
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public Path certificatePem(String name) {
        try {
            return pem(name + ".crt", "CERTIFICATE", certificate(name).getEncoded());
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public Path keyPem(String name) {
        try {
            Key key = load(name).getKey(name, PASSWORD.toCharArray());
            return pem(name + ".key", "PRIVATE KEY", key.getEncoded());
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Certificate certificate(String name) throws IOException, GeneralSecurityException {
        return load(name).getCertificate(name);
    }

    private KeyStore load(String name) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
    }

    private Path pem(String file, String kind, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
    }
}
