package org.confluens.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.confluens.config.ConfigurationException;
import org.confluens.config.Settings;
import org.confluens.dicom.data.PersonName;
import org.confluens.sr.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final PasswordHash SECRET = PasswordHash.of("secret".toCharArray());

    /** Of "secret" as well, with the fewest iterations that are taken. */
    private static final String FAST = PasswordHashes.fast("secret");

    @TempDir
    private Path folder;

    @Test
    void letsEverybodyInWhileNoUsersAreConfigured() {
        Users users = new Users(Settings.of(Map.of()), Clock.systemUTC());
        users.load();

        assertThat(users.trial()).isTrue();
    }

    @Test
    void letsInWhoKnowsThePasswordAndNobodyElse() throws IOException {
        Users users = users("# the department\nrita:reader:" + SECRET + "\n");

        assertThat(users.trial()).isFalse();
        assertThat(users.login("rita", "secret".toCharArray(), "10.0.0.1"))
                .isInstanceOfSatisfying(
                        LoginResult.Accepted.class,
                        accepted -> assertThat(accepted.user().roles()).containsExactlyInAnyOrder("reader", "viewer"));
        assertThat(users.login("rita", "wrong".toCharArray(), "10.0.0.1")).isEqualTo(new LoginResult.Refused());
        assertThat(users.login("nobody", "nobody".toCharArray(), "10.0.0.1")).isEqualTo(new LoginResult.Refused());
    }

    @Test
    void letsTheRightPasswordInWhateverOthersTriedWithTheName() throws IOException {
        Users users = users("sam:signer:" + FAST);
        assertThat(users.login("sam", "secret".toCharArray(), "10.0.0.1")).isInstanceOf(LoginResult.Accepted.class);
        int busy = 0;
        for (int i = 0; i < 300; i++) {
            LoginResult guess = users.login("sam", ("guess" + i).toCharArray(), "10.0.1." + i % 5);
            assertThat(guess).isNotInstanceOf(LoginResult.Accepted.class);
            busy += guess instanceof LoginResult.Busy ? 1 : 0;
        }

        assertThat(busy).as("guesses that were not looked at").isGreaterThan(150);
        assertThat(users.login("sam", "secret".toCharArray(), "10.0.0.1")).isInstanceOf(LoginResult.Accepted.class);
        assertThat(users.login("sam", "wrong".toCharArray(), "10.0.0.1")).isEqualTo(new LoginResult.Refused());
    }

    @Test
    void doesNotLetAGuesserUseThatThePasswordWasRightElsewhere() throws IOException {
        Users users = users("sam:signer:" + FAST);
        users.login("sam", "secret".toCharArray(), "10.0.0.1");
        for (int i = 0; i < 20; i++) {
            users.login("sam", "guess".toCharArray(), "10.0.0.9");
        }

        assertThat(users.login("sam", "secret".toCharArray(), "10.0.0.9")).isInstanceOf(LoginResult.Busy.class);
    }

    @Test
    void readsAChangedFileAgainAndKeepsTheAccountsWhileItIsWrong() throws IOException {
        long[] nanos = {0};
        Path file = Path.of(UserFiles.write(folder, "sam:admin:" + FAST + "\nrita:signer:" + FAST + "\n"));
        Users users = new Users(
                Settings.of(Map.of("confluens.security.users", file.toString())), Clock.systemUTC(), () -> nanos[0]);
        users.load();
        SessionToken tokens = new SessionToken(new byte[32]);
        String session = tokens.issue(users.user("sam").orElseThrow(), NOW.plusSeconds(60));
        assertThat(users.login("rita", "secret".toCharArray(), "10.0.0.1")).isInstanceOf(LoginResult.Accepted.class);

        Files.writeString(file, "sam:viewer:" + FAST + "\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3)));
        nanos[0] += Duration.ofMinutes(1).toNanos();
        assertThat(users.user("rita")).as("at the first look after a long time").isEmpty();
        assertThat(later(users, nanos, "sam").orElseThrow().roles()).containsExactly("viewer");
        assertThat(tokens.isGood(session, users.user("sam").orElseThrow(), NOW)).isTrue();
        assertThat(users.login("rita", "secret".toCharArray(), "10.0.0.1")).isInstanceOf(LoginResult.Refused.class);

        Files.writeString(file, "sam:viewer:" + PasswordHashes.fast("other") + "\n# changed");
        assertThat(tokens.isGood(session, later(users, nanos, "sam").orElseThrow(), NOW))
                .isFalse();

        for (String wrong : new String[] {"", "sam:king:" + FAST, "eve:admin"}) {
            Files.writeString(file, wrong);
            assertThat(later(users, nanos, "sam").orElseThrow().roles())
                    .as(wrong)
                    .containsExactly("viewer");
        }
        Files.writeString(file, "eve:admin:" + FAST + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        assertThat(later(users, nanos, "eve"))
                .as("a file that others may change")
                .isEmpty();
        Files.delete(file);
        assertThat(later(users, nanos, "sam")).isPresent();
    }

    /** The user once the file was the same at two looks. */
    private static Optional<User> later(Users users, long[] nanos, String name) {
        for (int look = 0; look < 3; look++) {
            nanos[0] += Duration.ofSeconds(1).toNanos();
            users.user(name);
        }
        return users.user(name);
    }

    @Test
    void keepsNothingOfANameOrAPasswordThatIsTooLong() throws IOException {
        Users users = users("sam:signer:" + FAST);
        for (int i = 0; i < 1000; i++) {
            assertThat(users.login("x".repeat(2_000_000), "y".toCharArray(), "10.0.0.1"))
                    .isEqualTo(new LoginResult.Refused());
            assertThat(users.login("sam", new char[2_000], "10.0.0.1")).isEqualTo(new LoginResult.Refused());
        }
        assertThat(users.login("sam", "secret".toCharArray(), "10.0.0.1")).isInstanceOf(LoginResult.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nobody",
                "rita",
                "rita:reader",
                "rita:king:pbkdf2$1$a$b",
                "rita:reader:secret",
                ":reader:x"
            })
    void refusesAFileThatIsWrongAndNamesIt(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("users"), text);

        assertThatThrownBy(() -> UserFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("users");
    }

    @Test
    void knowsWhomAnAccountSignsAsAndThatOneWithoutANameSignsAsNobody() throws IOException {
        Users users = users("old:signer:" + SECRET
                + "\nrita:signer:" + SECRET + ":READER^RITA:TEST HOSPITAL"
                + "\nsam:signer:" + SECRET
                + ":SENIOR^SAM=\u5C71\u7530^\u592A\u90CE:Ward 3\\: Radiology:4711:99TEST:Senior, Sam");

        assertThat(users.user("old").orElseThrow().signatory()).isEmpty();
        assertThat(users.user("rita").orElseThrow().signatory())
                .contains(new Signatory(PersonName.of("READER", "RITA"), "TEST HOSPITAL", Optional.empty()));
        Signatory sam = users.user("sam").orElseThrow().signatory().orElseThrow();
        assertThat(sam.organization()).isEqualTo("Ward 3: Radiology");
        assertThat(sam.name().ideographic()).isEqualTo("\u5C71\u7530^\u592A\u90CE");
        assertThat(sam.identification()).contains(new Code("4711", "99TEST", "Senior, Sam"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":READER^RITA",
                ":READER^RITA:",
                "::TEST HOSPITAL",
                ":^^:TEST HOSPITAL",
                ":READER\\RITA:TEST HOSPITAL",
                ":A^B^C^D^E^F:TEST HOSPITAL",
                ":READER^RITA:trial, no login",
                ":READER^RITA:TEST\\HOSPITAL",
                ":READER^RITA:TEST HOSPITAL:4711",
                ":READER^RITA:TEST HOSPITAL:4711:99TEST:",
                ":READER^RITA:TEST HOSPITAL:12345678901234567:99TEST:Rita",
                ":READER^RITA:TEST HOSPITAL:4711:99TEST:Rita:more"
            })
    void refusesANameToSignWithThatNoDocumentCanHold(String fields) throws IOException {
        Path file = Files.writeString(folder.resolve("users"), "rita:signer:" + SECRET + fields);

        assertThatThrownBy(() -> UserFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("line 1")
                .hasMessageNotContaining(SECRET.toString());
    }

    @Test
    void makesALineThatTheServiceReads() throws IOException {
        String line = PasswordHash.line(SECRET, "rita", "signer", "READER^RITA", "House: B", "1", "99TEST", "Rita");

        Users users = users(line + "\n" + PasswordHash.line(SECRET, "vera", "viewer"));

        assertThat(users.user("rita").orElseThrow().signatory())
                .hasValueSatisfying(
                        signatory -> assertThat(signatory.organization()).isEqualTo("House: B"));
        assertThat(users.user("vera").orElseThrow().signatory()).isEmpty();
        assertThatThrownBy(() -> PasswordHash.line(SECRET, "rita", "signer", "READER^RITA"))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void keepsASessionUntilItsEndOrUntilThePasswordChanges() {
        User user = new User("rita", Set.of("reader"), SECRET, Optional.empty());
        SessionToken tokens = new SessionToken(new byte[] {1, 2, 3});
        String token = tokens.issue(user, NOW.plusSeconds(60));

        assertThat(SessionToken.claimedName(token)).contains("rita");
        assertThat(tokens.isGood(token, user, NOW)).isTrue();
        assertThat(tokens.isGood(token, user, NOW.plus(Duration.ofMinutes(2)))).isFalse();
        assertThat(tokens.isGood(
                        token,
                        new User("rita", Set.of("reader"), PasswordHash.of("new".toCharArray()), Optional.empty()),
                        NOW))
                .isFalse();
        assertThat(new SessionToken(new byte[] {9}).isGood(token, user, NOW)).isFalse();
        assertThat(tokens.isGood(token.replace(".1", ".9"), user, NOW)).isFalse();
        assertThat(tokens.isGood("rubbish", user, NOW)).isFalse();
        String another = tokens.issue(user, NOW.plusSeconds(60));
        assertThat(SessionToken.serial(another)).isNotEqualTo(SessionToken.serial(token));
        assertThat(tokens.isGood(token.replace(SessionToken.serial(token), SessionToken.serial(another)), user, NOW))
                .isFalse();
    }

    private Users users(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("users"), text);
        Users users = new Users(
                Settings.of(Map.of("confluens.security.users", file.toString())),
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> 0);
        users.load();
        return users;
    }
}
