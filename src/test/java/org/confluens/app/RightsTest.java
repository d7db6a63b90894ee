package org.confluens.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RightsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "confluens.security.users, rw-r-----",
        "confluens.security.users, rw----r--",
        "confluens.security.users, rw--w----",
        "confluens.security.users, rwxrwxrwx",
        "confluens.security.seal-key-file, rw-r-----",
        "confluens.dicom.tls.keystore, rw-r--r--",
        "confluens.dicom.tls.truststore, rw-r--r--"
    })
    void aSecretFileThatOthersMayReadStopsTheStart(String key, String rights) throws IOException {
        Path file = file("secret", rights);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Rights.check(settings(key, file)))
                .withMessageContaining(key)
                .withMessageContaining("chmod go= '" + file + "'")
                .withMessageContaining(rights);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void aSecretFileOfItsOwnerAloneIsTaken(String rights) throws IOException {
        assertThat(Rights.check(settings("confluens.security.users", file("users", rights))))
                .isEmpty();
    }

    @Test
    void aLinkToASecretFileIsJudgedByTheFile() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file("users", "rw-r--r--"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Rights.check(settings("confluens.security.users", link)));
    }

    @Test
    void theDataFolderIsMadeForItsOwnerOnly() throws IOException {
        Rights.check(settings("confluens.pacs", Path.of("")));

        assertThat(rights(folder.resolve("data"))).isEqualTo("rwx------");
    }

    @Test
    void theDataFolderOfAnEarlierReleaseIsTakenFromOthersAndThatIsSaid() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Path intake = Files.createDirectories(data.resolve("intake"));
        Path segment = Files.writeString(intake.resolve("1.journal"), "x");
        Files.setPosixFilePermissions(segment, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(intake, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(Rights.check(settings("confluens.pacs", Path.of(""))))
                .hasValueSatisfying(
                        said -> assertThat(said).contains(data.toString()).contains("3 files"));
        assertThat(rights(data)).isEqualTo("rwx------");
        assertThat(rights(intake)).isEqualTo("rwx------");
        assertThat(rights(segment)).isEqualTo("rw-------");
        assertThat(Rights.check(settings("confluens.pacs", Path.of("")))).isEmpty();
    }

    @Test
    void aDataFolderThatOthersMayChangeStopsTheStartAndIsLeftAsItIs() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Rights.check(settings("confluens.pacs", Path.of(""))))
                .withMessageContaining("chmod 700");
        assertThat(rights(data)).isEqualTo("rwxrwxrwx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"there", "above it", "where it is a link to", "where the link is"})
    void aSecretFileThatEverybodyMayReplaceStopsTheStart(String where) throws IOException {
        Path store = Files.createDirectories(folder.resolve("store/inner"));
        Path links = Files.createDirectory(folder.resolve("links"));
        Path file = Files.move(file("users", "rw-------"), store.resolve("users"));
        Path named = where.contains("link") ? Files.createSymbolicLink(links.resolve("users"), file) : file;
        Path open = switch (where) {
            case "above it" -> store.getParent();
            case "where the link is" -> links;
            default -> store;
        };
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Rights.check(settings("confluens.security.users", named)))
                .withMessageContaining("everybody may put something else there")
                .withMessageContaining("chmod o-w '" + open);
    }

    @Test
    void aSecretFileBelowAFolderWithTheStickyBitIsTaken() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setAttribute(shared, "unix:mode", 01777);
        Path own = Files.createDirectory(shared.resolve("own"));
        Path file = Files.move(file("users", "rw-------"), own.resolve("users"));

        assertThat(Rights.check(settings("confluens.security.users", file))).isEmpty();
    }

    @Test
    void aDataFolderThatEverybodyMayReplaceStopsTheStart() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Rights.check(settings("confluens.pacs", Path.of(""))))
                .withMessageContaining("confluens.data-dir")
                .withMessageContaining("chmod o-w '" + folder);
    }

    @Test
    void aDataFolderThatIsALinkIsTakenFromOthersToo() throws IOException {
        Path there = Files.createDirectory(folder.resolve("there"));
        Path inner = Files.writeString(there.resolve("confluens.mv.db"), "x");
        Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(folder.resolve("data"), there);

        assertThat(Rights.check(settings("confluens.pacs", Path.of("")))).isPresent();
        assertThat(rights(there)).isEqualTo("rwx------");
        assertThat(rights(inner)).isEqualTo("rw-------");
    }

    @Test
    void aLinkInTheDataFolderToWhatOthersMayReadStopsTheStart() throws IOException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("rwxr-x---"));
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.createSymbolicLink(data.resolve("intake"), disk);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Rights.check(settings("confluens.pacs", Path.of(""))))
                .withMessageContaining(data.resolve("intake").toString())
                .withMessageContaining("rwxr-x---");
        Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("rwx------"));
        Rights.check(settings("confluens.pacs", Path.of("")));
    }

    @ParameterizedTest
    @CsvSource({"0, 1000, false", "1000, 1000, false", "0, 0, false", "1001, 1000, true", "1000, 0, true"})
    void whatBelongsToAnotherUserIsOpenToHim(int owner, int us, boolean others) {
        assertThat(Rights.isOthers(owner, us)).isEqualTo(others);
    }

    private Path file(String name, String rights) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
        return file;
    }

    private Settings settings(String key, Path value) {
        return Settings.of(Map.of("confluens.data-dir", folder.resolve("data").toString(), key, value.toString()));
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
