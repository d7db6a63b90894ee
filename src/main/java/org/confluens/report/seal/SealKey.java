package org.confluens.report.seal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;

/**
 * The file of the key that seals versions: 32 bytes or more, in Base64. It is the one that
 * {@code confluens.security.seal-key-file} names, else one in the data folder, which is made when it is first needed.
 */
public final class SealKey {

    private static final String KEY = "confluens.security.seal-key-file";
    private static final String DEFAULT_FILE = "seal.key";
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private SealKey() {}

    /**
     * Checks the file before anything starts, and makes none.
     *
     * @throws ConfigurationException if it cannot be used
     */
    public static void check(Settings settings) {
        if (settings.optionalPath(KEY).isPresent() || Files.exists(file(settings))) {
            read(file(settings));
        }
    }

    /** Whether there is a key, or one that is to be there by the configuration. */
    static boolean exists(Settings settings) {
        return settings.optionalPath(KEY).isPresent() || Files.exists(file(settings));
    }

    static Path file(Settings settings) {
        return settings.optionalPath(KEY)
                .orElseGet(() -> settings.path("confluens.data-dir").resolve(DEFAULT_FILE));
    }

    /**
     * The seal of this node; makes the key in the data folder if there is none.
     *
     * @throws ConfigurationException if the key cannot be used
     */
    public static Seal open(Settings settings) {
        Path file = file(settings);
        if (!exists(settings)) {
            make(file);
        }
        return new Seal(read(file));
    }

    private static byte[] read(Path file) {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                    && !OWNER.containsAll(readers(file))) {
                throw new ConfigurationException(
                        "%s is '%s', which others than its owner can read; allowed is 0600".formatted(KEY, file));
            }
            byte[] secret = Base64.getDecoder().decode(Files.readString(file).strip());
            if (secret.length >= BYTES) {
                return secret;
            }
        } catch (IOException e) {
            throw new ConfigurationException("%s is '%s', which cannot be read (%s); put the key back from the backup"
                    .formatted(KEY, file, e.getClass().getSimpleName()));
        } catch (IllegalArgumentException notBase64) {
            // falls through to the same refusal
        }
        throw new ConfigurationException("%s is '%s', which holds no key; allowed are %d random bytes or more in Base64"
                .formatted(KEY, file, BYTES));
    }

    private static Set<PosixFilePermission> readers(Path file) throws IOException {
        return Files.getPosixFilePermissions(file);
    }

    /** Whole or not at all, and never in place of one that another start has made meanwhile. */
    private static void make(Path file) {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.getFileSystem().supportedFileAttributeViews().contains("posix")
                    ? Files.createTempFile(
                            file.getParent(), "seal", ".new", PosixFilePermissions.asFileAttribute(OWNER))
                    : Files.createTempFile(file.getParent(), "seal", ".new");
            Files.writeString(fresh, Base64.getEncoder().encodeToString(secret) + "\n");
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ConfigurationException("the key that seals reports cannot be written to '%s' (%s: %s)"
                    .formatted(file, e.getClass().getSimpleName(), e.getMessage()));
        }
    }
}
