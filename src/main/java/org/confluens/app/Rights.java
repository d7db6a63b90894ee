package org.confluens.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.platform.disk.OwnerOnly;
import org.confluens.platform.log.Secrets;

/**
 * Who on this machine may read what is secret: the data folder, the file of users, the key stores, and a file of settings that
 * holds a password. Asked by {@code deploy/run} before it boots the server, and by the service itself.
 */
final class Rights {

    private static final List<String> SECRET_FILES = List.of(
            "confluens.security.users",
            "confluens.security.seal-key-file",
            "confluens.dicom.tls.keystore",
            "confluens.dicom.tls.truststore");
    private static final Set<PosixFilePermission> SHARED =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private static final int ADMINISTRATOR = 0;

    private Rights() {}

    /**
     * Makes the data folder if it is missing, takes the rights of others from what is in it, and checks the other files. On a
     * file system without rights of owner, group and others nothing is checked.
     *
     * @return what was changed, in words for the operator
     * @throws ConfigurationException when others may read a secret file, or change the data folder
     */
    static Optional<String> check(Settings settings) {
        try {
            Path data = OwnerOnly.folder(settings.path("confluens.data-dir"));
            OptionalInt us = us(data);
            for (String key : SECRET_FILES) {
                Optional<Path> file = settings.optionalPath(key).filter(Files::exists);
                if (file.isPresent()) {
                    refuseIfWide(key, file.get());
                    refuseIfOthers(key, file.get(), us);
                }
            }
            Optional<Path> file = Optional.ofNullable(System.getProperty("confluens.config.file"))
                    .map(Path::of)
                    .filter(Files::exists);
            if (file.isPresent() && holdsSecret(file.get())) {
                refuseIfWide("the file of settings, which holds a password,", file.get());
            }
            return dataFolder(data, us);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "the rights of the data folder, the users file or the key stores cannot be read"
                            + " or changed (%s: %s)".formatted(e.getClass().getSimpleName(), e.getMessage()));
        }
    }

    private static void refuseIfWide(String what, Path file) throws IOException {
        Optional<String> rights = OwnerOnly.hasRights(file) ? OwnerOnly.problem(file) : Optional.empty();
        if (rights.isPresent()) {
            throw new ConfigurationException(
                    "%s is '%s', which others may read or change (%s); mend it with: chmod go= '%s'"
                            .formatted(what, file, rights.get(), file));
        }
    }

    /** Who runs this, as the number of the user who gets what it writes there. */
    private static OptionalInt us(Path folder) throws IOException {
        Path written = Files.createTempFile(folder, "start", ".check");
        try {
            return OwnerOnly.owner(written);
        } finally {
            Files.delete(written);
        }
    }

    /** Whoever owns it may give himself every right to it, and whoever may change the folder that it is in may replace it. */
    private static void refuseIfOthers(String what, Path path, OptionalInt us) throws IOException {
        OptionalInt owner = OwnerOnly.owner(path);
        if (us.isPresent() && owner.isPresent() && isOthers(owner.getAsInt(), us.getAsInt())) {
            throw new ConfigurationException(
                    "%s is '%s', which belongs to the user %s and not to the one who runs this service; mend it with: chown %d '%s'"
                            .formatted(what, path, Files.getOwner(path).getName(), us.getAsInt(), path));
        }
        Optional<Path> open = OwnerOnly.openFolderAbove(path);
        if (open.isPresent()) {
            throw new ConfigurationException(
                    "%s is '%s', and everybody may put something else there, in the folder '%s'; mend it with: chmod o-w '%s'"
                            .formatted(what, path, open.get(), open.get()));
        }
    }

    /** The system's administrator may read everything anyway. */
    static boolean isOthers(int owner, int us) {
        return owner != us && owner != ADMINISTRATOR;
    }

    private static boolean holdsSecret(Path file) throws IOException {
        Properties settings = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            settings.load(in);
        }
        for (Map.Entry<Object, Object> setting : settings.entrySet()) {
            String line = setting.getKey() + "=" + setting.getValue();
            if (!Secrets.masked(line).equals(line)) {
                return true;
            }
        }
        return false;
    }

    /** A folder that others may write to is not the service's own: there it would take the rights from other people's files. */
    private static Optional<String> dataFolder(Path folder, OptionalInt us) throws IOException {
        if (!OwnerOnly.hasRights(folder)) {
            return Optional.of("the file system of '%s' keeps no rights of owner, group and others: keep others from it"
                    .formatted(folder));
        }
        if (Files.getPosixFilePermissions(folder).stream().anyMatch(SHARED::contains)) {
            throw new ConfigurationException(
                    "confluens.data-dir is '%s', which others may change (%s); choose another, or mend it with: chmod 700 '%s'"
                            .formatted(folder, OwnerOnly.problem(folder).orElse(""), folder));
        }
        refuseIfOthers("confluens.data-dir", folder, us);
        refuseWideLinks(folder);
        int wide = OwnerOnly.tighten(folder).size();
        return wide == 0
                ? Optional.empty()
                : Optional.of("others could read '%s'; now only its owner may, and the %d files and folders in it"
                        .formatted(folder, wide));
    }

    /** What is in the folder by a link, such as the journal on a disk of its own, is not this folder's to tighten. */
    private static void refuseWideLinks(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder.toRealPath())) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if (Files.isSymbolicLink(path) && Files.exists(path)) {
                    refuseIfWide("a link of the data folder", path);
                }
            }
        }
    }
}
