package org.confluens.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.platform.disk.OwnerOnly;
import org.confluens.platform.log.Secrets;

/**
 * Who on this machine may read what is secret: the data folder, the file of users, the key stores, and a file of settings that
 * holds a password. Asked by {@code deploy/run} before it boots the server, and by the service itself.
 */
final class Rights {

    private static final List<String> SECRET_FILES =
            List.of("confluens.security.users", "confluens.dicom.tls.keystore", "confluens.dicom.tls.truststore");
    private static final Set<PosixFilePermission> SHARED =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

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
            for (String key : SECRET_FILES) {
                Optional<Path> file = settings.optionalPath(key).filter(Files::exists);
                if (file.isPresent()) {
                    refuseIfWide(key, file.get());
                }
            }
            Optional<Path> file = Optional.ofNullable(System.getProperty("confluens.config.file"))
                    .map(Path::of)
                    .filter(Files::exists);
            if (file.isPresent() && holdsSecret(file.get())) {
                refuseIfWide("the file of settings, which holds a password,", file.get());
            }
            return dataFolder(settings.path("confluens.data-dir"));
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
                    "%s is '%s', which others may read or change (%s); mend it with: chmod 600 '%s'"
                            .formatted(what, file, rights.get(), file));
        }
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
    private static Optional<String> dataFolder(Path folder) throws IOException {
        OwnerOnly.folder(folder);
        if (!OwnerOnly.hasRights(folder)) {
            return Optional.of("the file system of '%s' keeps no rights of owner, group and others: keep others from it"
                    .formatted(folder));
        }
        if (Files.getPosixFilePermissions(folder).stream().anyMatch(SHARED::contains)) {
            throw new ConfigurationException(
                    "confluens.data-dir is '%s', which others may change (%s); choose another, or mend it with: chmod 700 '%s'"
                            .formatted(folder, OwnerOnly.problem(folder).orElse(""), folder));
        }
        int wide = OwnerOnly.tighten(folder).size();
        return wide == 0
                ? Optional.empty()
                : Optional.of("others could read '%s'; now only its owner may, and the %d files and folders in it"
                        .formatted(folder, wide));
    }
}
