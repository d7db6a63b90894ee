package org.confluens.security;

import java.io.Console;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.confluens.config.ConfigurationException;

/**
 * A password as the file of users keeps it: {@code pbkdf2$<iterations>$<salt>$<hash>}, PBKDF2 with HMAC-SHA-512
 * (RFC 8018), salt and hash in Base64. Run this class to make one from a password typed at the terminal, or, with the other
 * fields of a user as arguments, the whole line of the file.
 */
public final class PasswordHash {

    private static final String PREFIX = "pbkdf2";
    private static final int ITERATIONS = 210_000;
    private static final int LEAST_ITERATIONS = 10_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 512;

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * Prints the hash of a password that is typed twice, or read from standard input when there is no terminal. With
     * arguments it prints a line of the file of users: login name, roles, and for an account that signs person name and
     * organisation, or these with code, coding scheme and meaning.
     */
    public static void main(String[] arguments) {
        Console console = System.console();
        char[] password = console == null
                ? new java.util.Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8)
                        .nextLine()
                        .toCharArray()
                : console.readPassword("Password: ");
        if (console != null && !Arrays.equals(password, console.readPassword("Again: "))) {
            System.err.println("The two are not the same.");
            System.exit(2);
        }
        try {
            System.out.println(arguments.length == 0 ? of(password).toString() : line(of(password), arguments));
        } catch (ConfigurationException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /**
     * A line of the file of users.
     *
     * @throws ConfigurationException if the service would not read it
     */
    static String line(PasswordHash hash, String... fields) {
        List<String> all =
                new ArrayList<>(Stream.of(fields).map(UserFile::field).toList());
        all.add(Math.min(2, all.size()), hash.toString());
        String line = String.join(":", all);
        UserFile.user(line, "these arguments");
        return line;
    }

    /** The hash of a password with a fresh salt. */
    public static PasswordHash of(char[] password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash(ITERATIONS, salt, derive(password, salt, ITERATIONS));
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static PasswordHash parse(String text) {
        String[] parts = text.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(PREFIX)) {
            throw new IllegalArgumentException("a password hash looks like pbkdf2$<iterations>$<salt>$<hash>");
        }
        int iterations = Integer.parseInt(parts[1]);
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        byte[] hash = Base64.getDecoder().decode(parts[3]);
        if (iterations < LEAST_ITERATIONS || salt.length < SALT_BYTES / 2 || hash.length != HASH_BITS / Byte.SIZE) {
            throw new IllegalArgumentException("too few iterations, or salt or hash of the wrong length");
        }
        return new PasswordHash(iterations, salt, hash);
    }

    /** Whether this is the hash of that password; takes the same time for every answer. */
    boolean matches(char[] password) {
        return MessageDigest.isEqual(hash, derive(password, salt, iterations));
    }

    private static byte[] derive(char[] password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA512", e);
        } finally {
            spec.clearPassword();
        }
    }

    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return String.join(
                "$", PREFIX, String.valueOf(iterations), base64.encodeToString(salt), base64.encodeToString(hash));
    }
}
